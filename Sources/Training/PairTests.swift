import LinearAlgebra

/// The score tests of products of two positions of packed rows.
struct PairTests: Sendable {
    /// Columns, the first before the second, each pair once, in column order.
    let pairs: [Pair]

    struct Pair: Sendable, Hashable {
        let first: Int
        let second: Int
    }

    private let positions: [Int]
    private let width: Int
    /// The place in `pairs` of each pair of positions, at the larger x `width` + the smaller; -1 where it is not tested.
    private let places: [Int32]

    /// A product of which less than this share of the square is its own is taken as determined by its columns.
    private static let leastOwnShare = 1e-9

    /// - Parameter pairs: columns in either order; nil for all.
    init(_ rows: PackedRows, pairs wanted: [(Int, Int)]?) {
        let columns = rows.positions.count
        let wanted = wanted?.filter { $0.0 != $0.1 }.map { Pair(first: min($0.0, $0.1), second: max($0.0, $0.1)) }
        let all = wanted.map { Set($0).sorted { ($0.first, $0.second) < ($1.first, $1.second) } }
        pairs = all ?? (0..<columns).flatMap { first in ((first + 1)..<columns).map { Pair(first: first, second: $0) } }
        positions = rows.positions
        width = rows.width
        var places = [Int32](repeating: -1, count: width * width)
        for (place, pair) in pairs.enumerated() {
            let (left, right) = (positions[pair.first], positions[pair.second])
            places[max(left, right) * width + min(left, right)] = Int32(place)
        }
        self.places = places
    }

    /// Sums over rows: of a pair with the values a (the larger position's) and b, and of single positions.
    struct Sums: Sendable {
        static let each = 5
        /// By pair: r a b, u a b, u a a b, u a b b, u a a b b.
        var pairs: [Double]
        /// By position: r a, u a, u a a. Position 0 is the intercept's 1.
        var scores: [Double]
        var weighted: [Double]
        var squares: [Double]

        mutating func add(_ other: Sums) {
            for index in pairs.indices { pairs[index] += other.pairs[index] }
            for index in scores.indices {
                scores[index] += other.scores[index]
                weighted[index] += other.weighted[index]
                squares[index] += other.squares[index]
            }
        }
    }

    func sums(_ rows: PackedRows, slopes: [Double], threads: Int) async -> Sums {
        let chunks = RowChunks(rowCount: rows.rowCount, bytesPerChunk: pairs.count * Sums.each * 8)
        let parts = await chunks.map(threads: threads) { run in sums(rows, slopes: slopes, run: run) }
        return parts.dropFirst().reduce(into: parts[0]) { $0.add($1) }
    }

    private func sums(_ rows: PackedRows, slopes: [Double], run: Range<Int>) -> Sums {
        let zeros = [Double](repeating: 0, count: width)
        var sums = Sums(
            pairs: [Double](repeating: 0, count: pairs.count * Sums.each), scores: zeros, weighted: zeros,
            squares: zeros)
        rows.withPointers { pointers in
            places.withUnsafeBufferPointer { places in
                PairKernel(rows: pointers, places: places).add(run, slopes: slopes, to: &sums)
            }
        }
        return sums
    }

    /// The test of a pair; nil where its columns determine the product.
    func interaction(_ place: Int, _ sums: Sums) -> ScreenedInteraction? {
        let pair = pairs[place]
        // a is at the larger position, as in the sums.
        let (left, right) = (positions[pair.first], positions[pair.second])
        let (a, b) = (max(left, right), min(left, right))
        let first = place * Sums.each
        let (score, product) = (sums.pairs[first], sums.pairs[first + 1])
        let shared = [product, sums.pairs[first + 2], sums.pairs[first + 3]]
        let square = sums.pairs[first + 4]
        var gram = SymmetricMatrix(order: 3)
        gram.set(0, 0, sums.weighted[0])
        gram.set(1, 0, sums.weighted[a])
        gram.set(2, 0, sums.weighted[b])
        gram.set(1, 1, sums.squares[a])
        gram.set(2, 2, sums.squares[b])
        gram.set(2, 1, product)
        guard gram.firstDependent(leastOwnShare: PairTests.leastOwnShare) == nil,
            let factor = try? CholeskyFactor(gram.values, order: 3)
        else { return nil }
        let share = factor.solve(shared)
        let scores = [sums.scores[0], sums.scores[a], sums.scores[b]]
        let adjusted = score - zip(scores, share).reduce(0) { $0 + $1.0 * $1.1 }
        let variance = square - zip(shared, share).reduce(0) { $0 + $1.0 * $1.1 }
        guard variance > PairTests.leastOwnShare * square else { return nil }
        return ScreenedInteraction(
            first: pair.first, second: pair.second, chiSquare: adjusted * adjusted / variance,
            isPositive: adjusted > 0)
    }
}
