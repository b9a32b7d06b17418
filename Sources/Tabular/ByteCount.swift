import Synchronization

/// How many bytes of files have been read, by whatever reads them.
public final class ByteCount: Sendable {
    private let count = Atomic<Int>(0)

    public init() {}

    public var bytes: Int { count.load(ordering: .relaxed) }

    func add(_ bytes: Int) { count.add(bytes, ordering: .relaxed) }
}
