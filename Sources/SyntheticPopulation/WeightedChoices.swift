/// Things to draw from, each in proportion to its weight.
struct WeightedChoices<Element: Sendable>: Sendable {
    private let elements: [Element]
    /// The share of the weight up to and including each element; rises to 1.
    private let cumulative: [Double]

    /// - Parameter weighted: at least one element; weights are positive.
    init(_ weighted: [(Element, Double)]) {
        let total = weighted.reduce(0) { $0 + $1.1 }
        var running = 0.0
        elements = weighted.map(\.0)
        cumulative = weighted.map {
            running += $0.1
            return running / total
        }
    }

    /// The element that a uniform number from 0 to 1 falls on.
    func choice(at position: Double) -> Element {
        var low = 0
        var high = elements.count - 1
        while low < high {
            let middle = (low + high) / 2
            if position <= cumulative[middle] { high = middle } else { low = middle + 1 }
        }
        return elements[low]
    }
}
