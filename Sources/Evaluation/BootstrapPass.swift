/// One pass over a sample for eight replicates side by side, a lane for each.
struct BootstrapPass {
    typealias Lanes = SIMD8<Double>

    /// Rows between two marks, at which cumulated weights are kept. A block's draws stay in the nearest cache.
    static let spacing = 128

    private let sample: BootstrapSample
    private let draws: PersonWeights?

    private var eventsAbove = Lanes.zero
    private var othersAbove = Lanes.zero
    private var tieEvents = Lanes.zero
    private var tieOthers = Lanes.zero
    private var tieHasEvent = false
    /// Twice the pairs won.
    private(set) var pairs = Lanes.zero
    /// The precision at each event, summed in steps and by trapezoids.
    private(set) var steps = Lanes.zero
    private(set) var trapezoid = Lanes.zero
    /// By statistic.
    private(set) var sums: [Lanes]
    private var marks: [(events: Lanes, others: Lanes)] = []

    /// - Parameter draws: nil draws every person once.
    init(_ sample: BootstrapSample, draws: PersonWeights?) {
        self.sample = sample
        self.draws = draws
        sums = [Lanes](repeating: .zero, count: sample.width)
        marks.reserveCapacity(sample.count / Self.spacing + 2)
        var drawn = [Lanes](repeating: Lanes(repeating: 1), count: Self.spacing)
        for start in stride(from: 0, to: sample.count, by: Self.spacing) {
            let block = start..<min(start + Self.spacing, sample.count)
            mark()
            draw(block, into: &drawn)
            sum(block, drawn)
            rank(block, drawn)
        }
        mark()
    }

    /// The weight with the outcome, and without it.
    var events: Lanes { eventsAbove }
    var others: Lanes { othersAbove }

    private mutating func mark() { marks.append((eventsAbove + tieEvents, othersAbove + tieOthers)) }

    private func draw(_ block: Range<Int>, into drawn: inout [Lanes]) {
        guard let draws else { return }
        sample.persons.withUnsafeBufferPointer { persons in
            drawn.withUnsafeMutableBufferPointer { drawn in
                for row in block { drawn[row - block.lowerBound] = Lanes(draws.counts(persons[row])) }
            }
        }
    }

    /// Statistic by statistic, so that its sums stay in registers.
    private mutating func sum(_ block: Range<Int>, _ drawn: [Lanes]) {
        let (count, sample) = (sample.count, sample)
        sample.statistics.withUnsafeBufferPointer { statistics in
            drawn.withUnsafeBufferPointer { drawn in
                for place in 0..<sample.width {
                    var sum = sums[place]
                    let start = place * count
                    for row in block { sum += drawn[row &- block.lowerBound] * statistics[start &+ row] }
                    sums[place] = sum
                }
            }
        }
    }

    private mutating func rank(_ block: Range<Int>, _ drawn: [Lanes]) {
        let sample = sample
        sample.weights.withUnsafeBufferPointer { weights in
            sample.kinds.withUnsafeBufferPointer { kinds in
                drawn.withUnsafeBufferPointer { drawn in
                    for row in block { add(kinds[row], drawn[row &- block.lowerBound] * weights[row]) }
                }
            }
        }
    }

    @inline(__always)
    private mutating func add(_ kind: BootstrapSample.Kind, _ weight: Lanes) {
        if kind.isEvent {
            tieEvents += weight
            tieHasEvent = true
        } else {
            tieOthers += weight
        }
        guard kind.endsTie else { return }
        if tieHasEvent {
            closeTieWithEvents()
        } else {
            pairs += 2 * tieOthers * eventsAbove
            othersAbove += tieOthers
        }
        tieOthers = .zero
    }

    private mutating func closeTieWithEvents() {
        pairs += tieOthers * (2 * eventsAbove + tieEvents)
        let before = Self.precision(eventsAbove, othersAbove)
        eventsAbove += tieEvents
        othersAbove += tieOthers
        let after = Self.precision(eventsAbove, othersAbove)
        steps += tieEvents * after
        trapezoid += tieEvents * (before + after) * 0.5
        tieEvents = .zero
        tieHasEvent = false
    }

    /// 1 where nobody is taken.
    private static func precision(_ events: Lanes, _ others: Lanes) -> Lanes {
        let taken = events + others
        return (events / taken).replacing(with: 1, where: taken .== 0)
    }

    // MARK: Places in the ranking

    private func drawn(_ row: Int) -> Lanes {
        draws.map { Lanes($0.counts(sample.persons[row])) } ?? Lanes(repeating: 1)
    }

    /// The weight with the outcome and without it among the first so many rows.
    func above(_ place: Int) -> (events: Lanes, others: Lanes) {
        let mark = place / Self.spacing
        var (events, others) = marks[mark]
        for row in (mark * Self.spacing)..<place {
            let weight = drawn(row) * sample.weights[row]
            if sample.kinds[row].isEvent { events += weight } else { others += weight }
        }
        return (events, others)
    }

    /// The weight with the outcome among the first rows of one replicate that together weigh so much.
    func found(lane: Int, taking weight: Double) -> Double {
        let mark = mark(lane: lane, before: weight)
        var found = marks[mark].events[lane]
        var taken = found + marks[mark].others[lane]
        for row in (mark * Self.spacing)..<sample.count {
            guard taken < weight else { break }
            let part = min(drawn(row)[lane] * sample.weights[row], weight - taken)
            taken += part
            if sample.kinds[row].isEvent { found += part }
        }
        return found
    }

    /// The last mark with less weight above it.
    private func mark(lane: Int, before weight: Double) -> Int {
        var (low, high) = (0, marks.count - 1)
        while low < high {
            let middle = (low + high + 1) / 2
            if marks[middle].events[lane] + marks[middle].others[lane] < weight {
                low = middle
            } else {
                high = middle - 1
            }
        }
        return low
    }
}
