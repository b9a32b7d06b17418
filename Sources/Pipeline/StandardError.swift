import Glibc

/// Where a command tells how it goes. Nobody need listen: a closed pipe or a full disk behind it stops no run.
public enum StandardError {
    /// So that a signal that never stops ends the telling, not in a hang.
    private static let mostInterruptions = 100

    /// Writes as much of the text as is taken.
    public static func write(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)[...]
            var interruptions = 0
            while !rest.isEmpty {
                let chunk = UnsafeRawBufferPointer(rebasing: rest)
                let written = Glibc.write(STDERR_FILENO, chunk.baseAddress, chunk.count)
                if written < 0, errno == EINTR, interruptions < mostInterruptions {
                    interruptions += 1
                    continue
                }
                guard written > 0 else { return }
                rest = rest.dropFirst(written)
            }
        }
    }
}
