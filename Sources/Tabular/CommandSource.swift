import CTabular
import Glibc

/// The standard output of a program, which must end with status 0.
///
/// The program is found on the path and gets its arguments as they stand: no shell reads them. It leads a process
/// group, which ends when this program is ended by a signal. What it says on standard error is counted, and not passed
/// on: it may name people.
public final class CommandSource: ByteSource {
    private let label: String
    private let output: Int32
    private let errors: Int32
    private let process: pid_t
    private let heard: HelperErrors
    private var hasErrors = true
    private var isReaped = false

    /// - Parameters:
    ///   - arguments: the program and its arguments.
    ///   - label: how messages name the command; arguments may hold secrets.
    ///   - directory: in which it runs; nil for this program's own.
    ///   - heard: counts what it says on standard error.
    public init(
        _ arguments: [String], label: String, directory: String? = nil, heard: HelperErrors = HelperErrors()
    ) throws {
        self.label = label
        self.heard = heard
        let (output, errors) = (try Self.pipe(label), try Self.pipe(label))
        _ = fcntl(errors.reading, F_SETFL, O_NONBLOCK)
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, output.writing, STDOUT_FILENO)
        posix_spawn_file_actions_adddup2(&actions, errors.writing, STDERR_FILENO)
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        if let directory { _ = anticipate_run_in(&actions, directory) }
        var attributes = posix_spawnattr_t()
        Self.setUsualSignals(&attributes, leadsGroup: true)
        defer { posix_spawnattr_destroy(&attributes) }
        var pid = pid_t()
        let argv = arguments.map { strdup($0) } + [nil]
        defer { for argument in argv { free(argument) } }
        let result = posix_spawnp(&pid, arguments[0], &actions, &attributes, argv, environ)
        close(output.writing)
        close(errors.writing)
        self.output = output.reading
        self.errors = errors.reading
        process = pid
        guard result == 0 else {
            isReaped = true
            throw TabularError.commandNotFound(command: label)
        }
        anticipate_helper_started(pid)
    }

    /// Whether a program is there that can be run, looked for as it would be when it is run.
    /// - Parameter directory: in which it would run.
    public static func isThere(_ program: String, directory: String) -> Bool {
        if program.contains("/") { return canBeRun(program.hasPrefix("/") ? program : directory + "/" + program) }
        let path = getenv("PATH").map { String(cString: $0) } ?? "/bin:/usr/bin"
        return path.split(separator: ":", omittingEmptySubsequences: false).contains { folder in
            canBeRun((folder.hasPrefix("/") ? "" : directory + "/") + folder + "/" + program)
        }
    }

    private static func canBeRun(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && access(path, X_OK) == 0
    }

    private static func pipe(_ label: String) throws -> (reading: Int32, writing: Int32) {
        var ends: [Int32] = [0, 0]
        guard Glibc.pipe(&ends) == 0 else { throw TabularError.unreadable(file: label, errno: errno) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }

    deinit {
        close(output)
        close(errors)
        guard !isReaped else { return }
        kill(-process, SIGTERM)
        var moments = 0
        while !anticipate_has_ended(process, false) {
            usleep(Self.momentInMicroseconds)
            moments += 1
            if moments == Self.mostMoments { kill(-process, SIGKILL) }
        }
        _ = reap()
    }

    private static let momentInMicroseconds: UInt32 = 2_000
    /// After which a program that is asked to end is made to.
    private static let mostMoments = 1_000

    /// What this program ignores ends a helper as usual: a pipe that nobody reads, an interrupt from the terminal.
    /// - Parameter leadsGroup: whether it leads a process group of its own.
    static func setUsualSignals(_ attributes: inout posix_spawnattr_t, leadsGroup: Bool = false) {
        posix_spawnattr_init(&attributes)
        var signals = sigset_t()
        sigemptyset(&signals)
        for number in [SIGPIPE, SIGINT, SIGTERM, SIGHUP] { sigaddset(&signals, number) }
        posix_spawnattr_setsigdefault(&attributes, &signals)
        if leadsGroup { posix_spawnattr_setpgroup(&attributes, 0) }
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETSIGDEF) | (leadsGroup ? Int16(POSIX_SPAWN_SETPGROUP) : 0))
    }

    public func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        while true {
            var ends = [
                pollfd(fd: output, events: Int16(POLLIN), revents: 0),
                pollfd(fd: hasErrors ? errors : -1, events: Int16(POLLIN), revents: 0),
            ]
            guard poll(&ends, nfds_t(ends.count), -1) >= 0 else {
                if errno == EINTR { continue }
                throw TabularError.unreadable(file: label, errno: errno)
            }
            if ends[1].revents != 0 { hear() }
            guard ends[0].revents != 0 else { continue }
            let count = Glibc.read(output, buffer.baseAddress, buffer.count)
            if count > 0 { return count }
            if count == 0 {
                try checkStatus()
                return 0
            }
            if errno != EINTR { throw TabularError.unreadable(file: label, errno: errno) }
        }
    }

    /// Takes what is there on standard error.
    private func hear() {
        withUnsafeTemporaryAllocation(byteCount: 1 << 12, alignment: 16) { buffer in
            while hasErrors {
                let count = Glibc.read(errors, buffer.baseAddress, buffer.count)
                if count > 0 { heard.hear(UnsafeRawBufferPointer(rebasing: buffer[..<count])) }
                if count == 0 { hasErrors = false }
                if count < 0, errno != EINTR { return }
            }
        }
    }

    private func checkStatus() throws {
        guard !isReaped else { return }
        // It may have more to say than a pipe holds before it ends.
        while !anticipate_has_ended(process, !hasErrors) {
            var end = pollfd(fd: errors, events: Int16(POLLIN), revents: 0)
            poll(&end, 1, Self.pollInMilliseconds)
            hear()
        }
        hear()
        let status = reap()
        let signal = status & 0x7F
        let code = signal == 0 ? (status >> 8) & 0xFF : 128 + signal
        if code == 127 { throw TabularError.commandNotFound(command: label) }
        guard code == 0 else {
            throw TabularError.commandFailed(command: label, status: code, errorLines: heard.lines)
        }
    }

    private static let pollInMilliseconds: Int32 = 20

    private func reap() -> Int32 {
        anticipate_helper_ended(process)
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        isReaped = true
        return status
    }
}
