import Glibc

/// A program that is fed some bytes and gives others: it must end with status 0.
///
/// The program is found on the path and gets its arguments as they stand: no shell reads them. What it says on
/// standard error goes where this program's does.
public enum CommandFilter {
    /// - Parameter label: how messages name the command.
    /// - Throws: `TabularError.commandNotFound`, `commandFailed` or `unreadable`.
    public static func run(_ arguments: [String], feeding bytes: [UInt8], label: String) throws -> [UInt8] {
        let input = try Pipe(label)
        let output = try Pipe(label)
        let process = try spawn(arguments, input, output, label)
        input.closeReading()
        output.closeWriting()
        let given = Result { try exchange(bytes, input, output, label) }
        input.closeWriting()
        output.closeReading()
        try requireSuccess(process, label)
        return try given.get()
    }

    private final class Pipe {
        private(set) var reading: Int32
        private(set) var writing: Int32

        init(_ label: String) throws {
            var ends: [Int32] = [0, 0]
            guard pipe(&ends) == 0 else { throw TabularError.unreadable(file: label, errno: errno) }
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            (reading, writing) = (ends[0], ends[1])
        }

        deinit {
            closeReading()
            closeWriting()
        }

        func closeReading() {
            if reading >= 0 { close(reading) }
            reading = -1
        }

        func closeWriting() {
            if writing >= 0 { close(writing) }
            writing = -1
        }
    }

    private static func spawn(_ arguments: [String], _ input: Pipe, _ output: Pipe, _ label: String) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input.reading, STDIN_FILENO)
        posix_spawn_file_actions_adddup2(&actions, output.writing, STDOUT_FILENO)
        var attributes = posix_spawnattr_t()
        CommandSource.setUsualSignals(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        let argv = arguments.map { strdup($0) } + [nil]
        defer { for argument in argv { free(argument) } }
        var process = pid_t()
        guard posix_spawnp(&process, arguments[0], &actions, &attributes, argv, environ) == 0 else {
            throw TabularError.commandNotFound(command: label)
        }
        return process
    }

    /// Feeds and reads in turns, as the program takes and gives.
    private static func exchange(_ bytes: [UInt8], _ input: Pipe, _ output: Pipe, _ label: String) throws -> [UInt8] {
        _ = fcntl(input.writing, F_SETFL, O_NONBLOCK)
        var given: [UInt8] = []
        var next = 0
        if bytes.isEmpty { input.closeWriting() }
        while true {
            var ends = [
                pollfd(fd: output.reading, events: Int16(POLLIN), revents: 0),
                pollfd(fd: input.writing, events: Int16(POLLOUT), revents: 0),
            ]
            guard poll(&ends, nfds_t(ends.count), -1) >= 0 else {
                if errno == EINTR { continue }
                throw TabularError.unreadable(file: label, errno: errno)
            }
            if ends[1].revents != 0 {
                next += feed(bytes[next...], to: input.writing)
                if next == bytes.count || ends[1].revents & Int16(POLLERR) != 0 { input.closeWriting() }
            }
            if ends[0].revents != 0, try !read(output.reading, into: &given, label) { return given }
        }
    }

    /// How many bytes were taken. A program that takes no more is told by its status.
    private static func feed(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) -> Int {
        // A pipe that nobody reads would end this program.
        let before = signal(SIGPIPE, SIG_IGN)
        defer { signal(SIGPIPE, before) }
        return max(0, bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) })
    }

    /// Whether there may be more.
    private static func read(_ descriptor: Int32, into given: inout [UInt8], _ label: String) throws -> Bool {
        try withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 16) { buffer in
            let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            if count < 0, errno == EINTR || errno == EAGAIN { return true }
            guard count >= 0 else { throw TabularError.unreadable(file: label, errno: errno) }
            given.append(contentsOf: buffer.prefix(count))
            return count > 0
        }
    }

    private static func requireSuccess(_ process: pid_t, _ label: String) throws {
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        let signal = status & 0x7F
        let code = signal == 0 ? (status >> 8) & 0xFF : 128 + signal
        if code == 127 { throw TabularError.commandNotFound(command: label) }
        guard code == 0 else { throw TabularError.commandFailed(command: label, status: code) }
    }
}
