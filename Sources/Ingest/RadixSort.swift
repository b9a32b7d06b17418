/// Sorts by a key of 128 bits, two bytes of it at a time from the last; elements of one key keep their order.
enum RadixSort {
    private static let digits = 1 << 16

    /// - Parameter key: the upper and the lower half.
    static func sorted<Element: BitwiseCopyable>(
        _ elements: [Element], key: (Element) -> (UInt64, UInt64)
    ) -> [Element] {
        var sorted = elements
        for shift in stride(from: UInt64(0), to: 64, by: 16) { pass(&sorted) { key($0).1 >> shift & 0xFFFF } }
        for shift in stride(from: UInt64(0), to: 64, by: 16) { pass(&sorted) { key($0).0 >> shift & 0xFFFF } }
        return sorted
    }

    /// Puts elements in the order of one digit.
    @inline(__always)
    private static func pass<Element: BitwiseCopyable>(
        _ elements: inout [Element], digit: (Element) -> UInt64
    ) {
        var places = [Int](repeating: 0, count: digits)
        for element in elements { places[Int(digit(element))] += 1 }
        // A digit that all have changes nothing.
        guard let first = elements.first, places[Int(digit(first))] < elements.count else { return }
        var next = 0
        for digit in places.indices { (places[digit], next) = (next, next + places[digit]) }
        elements = [Element](unsafeUninitializedCapacity: elements.count) { target, count in
            for element in elements {
                target[places[Int(digit(element))]] = element
                places[Int(digit(element))] += 1
            }
            count = elements.count
        }
    }
}
