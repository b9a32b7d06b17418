/// Room for elements that is used again and again: it grows, and is neither cleared nor copied.
final class Room<Element: BitwiseCopyable> {
    private(set) var elements: UnsafeMutablePointer<Element>
    private var capacity: Int

    init(_ capacity: Int = 1 << 16) {
        self.capacity = capacity
        elements = .allocate(capacity: capacity)
    }

    deinit { elements.deallocate() }

    /// Makes room for so many. What was in it is lost where it must grow.
    func reserve(_ count: Int) {
        guard count > capacity else { return }
        elements.deallocate()
        capacity = max(count, capacity * 2)
        elements = .allocate(capacity: capacity)
    }
}
