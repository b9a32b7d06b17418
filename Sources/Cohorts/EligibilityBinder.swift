import Configuration
import FeatureData

/// Replaces the words of a condition by places, and gathers those that have none.
struct EligibilityBinder {
    let columns: [FeatureColumn]
    let hidden: Set<String>
    let attributes: Attributes
    private(set) var usedColumns: [Int] = []
    private(set) var problems: [ProgrammeProblem] = []

    /// Holds for nobody; stands where there is a problem.
    private static let never = EligibilityTest.any([])

    init(columns: [FeatureColumn], hidden: Set<String>, attributes: Attributes) {
        self.columns = columns
        self.hidden = hidden
        self.attributes = attributes
    }

    mutating func bind(_ condition: Condition) -> EligibilityTest {
        switch condition {
        case .all(let parts): .all(bind(parts))
        case .any(let parts): .any(bind(parts))
        case .not(let part): .not(bind(part))
        case .isIn(let field, _), .isInList(let field, _), .startsWith(let field, _), .compares(let field, _, _),
            .isMissing(let field):
            bind(condition, field: field)
        }
    }

    private mutating func bind(_ parts: [Condition]) -> [EligibilityTest] {
        var bound: [EligibilityTest] = []
        for part in parts { bound.append(bind(part)) }
        return bound
    }

    private mutating func bind(_ leaf: Condition, field: String) -> EligibilityTest {
        if !hidden.contains(field), let column = columns.firstIndex(where: { $0.name == field }) {
            return bind(leaf, feature: column)
        }
        if let place = attributes.all.firstIndex(where: { $0.name == field }) { return bind(leaf, attribute: place) }
        return refuse(
            .unknownField(
                field, features: columns.map(\.name).filter { !hidden.contains($0) },
                attributes: attributes.all.map(\.name)))
    }

    private mutating func refuse(_ problem: ProgrammeProblem) -> EligibilityTest {
        problems.append(problem)
        return Self.never
    }

    private mutating func bind(_ leaf: Condition, feature column: Int) -> EligibilityTest {
        let name = columns[column].name
        switch leaf {
        case .compares(_, let comparison, let text):
            guard let number = Setting.number(text) else { return refuse(.featureNeedsNumber(name)) }
            return .feature(place: place(of: column), .compares(comparison, to: number))
        case .isIn(_, let texts):
            let numbers = texts.compactMap(Setting.number)
            guard numbers.count == texts.count else { return refuse(.featureNeedsNumber(name)) }
            return .feature(place: place(of: column), .isIn(numbers))
        case .isMissing: return refuse(.featureMissing(name))
        default: return refuse(.featureIsNoText(name))
        }
    }

    private mutating func place(of column: Int) -> Int {
        if let place = usedColumns.firstIndex(of: column) { return place }
        usedColumns.append(column)
        return usedColumns.count - 1
    }

    private mutating func bind(_ leaf: Condition, attribute place: Int) -> EligibilityTest {
        let attribute = attributes.all[place]
        func test(missing: Bool = false, _ meets: (String) -> Bool) -> EligibilityTest {
            .attribute(place: place, meets: [missing] + attribute.values.map(meets))
        }
        switch leaf {
        case .compares(_, .equal, let text): return test { $0 == text }
        case .compares(_, .notEqual, let text): return test(missing: true) { $0 != text }
        case .isIn(_, let texts): return test(texts.contains)
        case .startsWith(_, let texts): return test { value in texts.contains { value.hasPrefix($0) } }
        case .isMissing: return test(missing: true) { _ in false }
        case .isInList: return refuse(.codeList(attribute.name))
        default: return refuse(.attributeHasNoOrder(attribute.name))
        }
    }
}
