/// A contiguous, fixed array outside Swift's copy-on-write: filled once while a table is built, then only read.
public final class PackedArray<Element: BitwiseCopyable>: @unchecked Sendable {
    @usableFromInline let storage: UnsafeMutableBufferPointer<Element>

    /// Allocates room for `count` elements and has them written.
    public init(count: Int, filling body: (UnsafeMutableBufferPointer<Element>) throws -> Void) rethrows {
        storage = .allocate(capacity: count)
        do {
            try body(storage)
        } catch {
            storage.deallocate()
            throw error
        }
    }

    /// Takes over room that is filled already.
    public init(owning storage: UnsafeMutableBufferPointer<Element>) { self.storage = storage }

    public convenience init(_ elements: [Element]) {
        self.init(count: elements.count) { target in
            elements.withUnsafeBufferPointer { source in
                _ = target.update(fromContentsOf: source)
            }
        }
    }

    deinit { storage.deallocate() }

    @inlinable public var count: Int { storage.count }

    @inlinable public var elements: UnsafeBufferPointer<Element> { UnsafeBufferPointer(storage) }

    @inlinable
    public subscript(index: Int) -> Element { storage[index] }
}
