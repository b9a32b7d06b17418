/// The columns that add up others, without anything to count references of.
struct SumKernel: BitwiseCopyable {
    struct Sum: BitwiseCopyable {
        let column: Int32
        /// Its parts are those at `first ..< end`.
        let first: Int32
        let end: Int32
    }

    let sums: UnsafePointer<Sum>
    let sumCount: Int
    let parts: UnsafePointer<Int32>

    init(_ sums: [(column: Int, parts: [Int])], _ memory: KernelMemory) {
        var (kernel, parts): ([Sum], [Int32]) = ([], [])
        for sum in sums {
            let first = Int32(parts.count)
            parts += sum.parts.map { Int32($0) }
            kernel.append(Sum(column: Int32(sum.column), first: first, end: Int32(parts.count)))
        }
        self.sums = UnsafePointer(memory.copy(kernel))
        sumCount = kernel.count
        self.parts = UnsafePointer(memory.copy(parts))
    }

    @inline(__always)
    func evaluate(_ values: UnsafeMutablePointer<Double>) {
        for place in 0..<sumCount {
            let sum = sums[place]
            var total = 0.0
            for part in Int(sum.first)..<Int(sum.end) { total += values[Int(parts[part])] }
            values[Int(sum.column)] = total
        }
    }
}
