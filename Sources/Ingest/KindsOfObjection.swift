import Identity
import Records

/// What the rows of the opt-outs object to.
struct KindsOfObjection {
    private let numbers: [UInt32]
    private let words: [String]
    /// By number of a kind: whether it bars from what the people are read for.
    private let bars: [Bool]
    /// By purpose and number of a kind: whether it is an objection to that.
    private let objects: [Purpose: [Bool]]

    init(_ flat: inout FlatColumns, _ plan: IngestPlan) {
        let (numbers, dictionary) = flat.takeIDs("kind")
        let kinds = dictionary.strings.map(ObjectionKind.init(rawValue:))
        self.numbers = numbers
        words = dictionary.strings
        // Who may be looked at, or may not, whatever a row of theirs says besides.
        let isMatrix = if case .listed = plan.optOuts { true } else { false }
        bars = kinds.map { !isMatrix || plan.objections.objects($0, to: plan.purposes) }
        for number in numbers {
            if let kind = kinds[Int(number)] { counts[kind.rawValue, default: 0] += 1 }
        }
        objects = Dictionary(
            uniqueKeysWithValues: Purpose.allCases.map { purpose in
                (purpose, kinds.map { isMatrix && plan.objections.objects($0, to: [purpose]) })
            })
    }

    /// Rows by kind.
    private(set) var counts: [String: Int] = [:]

    func word(_ row: Int) -> String { words[Int(numbers[row])] }

    func bars(_ row: Int) -> Bool { bars[Int(numbers[row])] }

    /// The purposes that a row objects to.
    func purposes(_ row: Int) -> [Purpose] { Purpose.allCases.filter { objects[$0]![Int(numbers[row])] } }
}
