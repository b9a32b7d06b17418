import Synchronization

/// How much a helper program said on its standard error. What it said may name people and goes nowhere.
public final class HelperErrors: Sendable {
    private struct Heard {
        var lines = 0
        var isMidLine = false
    }

    private let heard = Mutex(Heard())

    public init() {}

    /// Lines, the last of which may lack its end.
    public var lines: Int { heard.withLock { $0.lines + ($0.isMidLine ? 1 : 0) } }

    func hear(_ bytes: UnsafeRawBufferPointer) {
        guard let last = bytes.last else { return }
        let ends = bytes.count { $0 == 0x0A }
        heard.withLock {
            $0.lines += ends
            $0.isMidLine = last != 0x0A
        }
    }
}
