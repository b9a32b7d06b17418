import Glibc

/// Keeps what a crash prints free of people: no backtrace with registers, no core file. Keeps what a run tells out of
/// what it publishes: a closed standard stream is opened on nothing, or the next file would take its place.
public enum Hardening {
    private static let variable = "SWIFT_BACKTRACE"
    private static let wanted = "enable=no"

    /// Called first of all. The runtime reads its setting at the start, so the program begins anew once.
    public static func apply() {
        var none = rlimit(rlim_cur: 0, rlim_max: 0)
        setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
        umask(0o077)
        openStandardStreams()
        // A reader that goes away stops no run: writing to it fails, and is not tried again.
        signal(SIGPIPE, SIG_IGN)
        guard getenv(variable).map({ String(cString: $0) }) != wanted else { return }
        setenv(variable, wanted, 1)
        // A block's arrays go back to the system when its table is built, and do not stay as holes in the heap.
        setenv("MALLOC_MMAP_THRESHOLD_", "65536", 0)
        setenv("MALLOC_ARENA_MAX", "2", 0)
        var arguments = CommandLine.arguments.map { strdup($0) }
        arguments.append(nil)
        execv("/proc/self/exe", arguments)
    }

    private static func openStandardStreams() {
        for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(descriptor, F_GETFD) < 0 {
            // The lowest free descriptor: this one, since those below it are open.
            _ = open("/dev/null", O_RDWR)
        }
    }
}
