import Glibc

/// The standard output of a program, which must end with status 0.
///
/// The program is found on the path and gets its arguments as they stand: no shell reads them.
public final class CommandSource: ByteSource {
    private let label: String
    private let descriptor: Int32
    private let process: pid_t
    private var isReaped = false

    /// - Parameters:
    ///   - arguments: the program and its arguments.
    ///   - label: how messages name the command; arguments may hold secrets.
    public init(_ arguments: [String], label: String) throws {
        self.label = label
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw TabularError.unreadable(file: label, errno: errno) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        var attributes = posix_spawnattr_t()
        Self.setUsualSignals(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var pid = pid_t()
        let argv = arguments.map { strdup($0) } + [nil]
        defer { for argument in argv { free(argument) } }
        let result = posix_spawnp(&pid, arguments[0], &actions, &attributes, argv, environ)
        close(ends[1])
        descriptor = ends[0]
        process = pid
        guard result == 0 else {
            isReaped = true
            throw TabularError.commandNotFound(command: label)
        }
    }

    deinit {
        close(descriptor)
        if !isReaped {
            kill(process, SIGTERM)
            var status: Int32 = 0
            waitpid(process, &status, 0)
        }
    }

    /// What this program ignores ends a helper as usual: a pipe that nobody reads, an interrupt from the terminal.
    static func setUsualSignals(_ attributes: inout posix_spawnattr_t) {
        posix_spawnattr_init(&attributes)
        var signals = sigset_t()
        sigemptyset(&signals)
        for number in [SIGPIPE, SIGINT, SIGTERM, SIGHUP] { sigaddset(&signals, number) }
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
    }

    public func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        while true {
            let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            if count > 0 { return count }
            if count == 0 {
                try checkStatus()
                return 0
            }
            if errno != EINTR { throw TabularError.unreadable(file: label, errno: errno) }
        }
    }

    private func checkStatus() throws {
        guard !isReaped else { return }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        isReaped = true
        let signal = status & 0x7F
        let code = signal == 0 ? (status >> 8) & 0xFF : 128 + signal
        if code == 127 { throw TabularError.commandNotFound(command: label) }
        guard code == 0 else { throw TabularError.commandFailed(command: label, status: code) }
    }
}
