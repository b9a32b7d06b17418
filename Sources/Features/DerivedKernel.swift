/// A column that is computed from others.
struct DerivedColumn: Sendable {
    enum Kind: Sendable {
        case sum([Int])
        case difference(Int, Int)
        /// The fallback where the second column is 0.
        case ratio(Int, Int, fallback: Double)
    }

    let column: Int
    let kind: Kind
}

/// The columns that are computed from others, without anything to count references of.
struct DerivedKernel: BitwiseCopyable {
    struct Item: BitwiseCopyable {
        enum Kind: UInt8 {
            case sum, difference, ratio
        }

        let kind: Kind
        let column: Int32
        /// Its parts are those at `first ..< end`.
        let first: Int32
        let end: Int32
        let fallback: Double
    }

    let items: UnsafePointer<Item>
    let itemCount: Int
    let parts: UnsafePointer<Int32>

    init(_ columns: [DerivedColumn], _ memory: KernelMemory) {
        var (kernel, parts): ([Item], [Int32]) = ([], [])
        for derived in columns {
            let first = Int32(parts.count)
            let (kind, own, fallback): (Item.Kind, [Int], Double) =
                switch derived.kind {
                case .sum(let columns): (.sum, columns, 0)
                case .difference(let one, let other): (.difference, [one, other], 0)
                case .ratio(let one, let other, let fallback): (.ratio, [one, other], fallback)
                }
            parts += own.map { Int32($0) }
            kernel.append(
                Item(
                    kind: kind, column: Int32(derived.column), first: first, end: Int32(parts.count),
                    fallback: fallback))
        }
        items = UnsafePointer(memory.copy(kernel))
        itemCount = kernel.count
        self.parts = UnsafePointer(memory.copy(parts))
    }

    @inline(__always)
    func evaluate(_ values: UnsafeMutablePointer<Double>) {
        for place in 0..<itemCount {
            let item = items[place]
            values[Int(item.column)] =
                switch item.kind {
                case .sum: sum(item, values)
                case .difference: part(item, 0, values) - part(item, 1, values)
                case .ratio:
                    part(item, 1, values) == 0 ? item.fallback : part(item, 0, values) / part(item, 1, values)
                }
        }
    }

    @inline(__always)
    private func sum(_ item: Item, _ values: UnsafeMutablePointer<Double>) -> Double {
        var total = 0.0
        for part in Int(item.first)..<Int(item.end) { total += values[Int(parts[part])] }
        return total
    }

    @inline(__always)
    private func part(_ item: Item, _ number: Int, _ values: UnsafeMutablePointer<Double>) -> Double {
        values[Int(parts[Int(item.first) &+ number])]
    }
}
