/// A condition on the fields of a row or a person: what `where:` and `eligible:` say in settings.
///
/// ```
/// admission_method in [21, 22] and patient_classification not in [3, 4]
/// code in list egfr
/// bnf_code starts with [0208, 040702]
/// age >= 65 and (frailty_level >= 2 or value is given)
/// ```
public indirect enum Condition: Sendable, Equatable {
    public enum Comparison: String, Sendable, CaseIterable {
        case equal = "="
        case notEqual = "!="
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="

        /// Of two values that there are: what a missing one compares with is for its owner to say.
        @inlinable
        public func holds<Value: Comparable>(_ left: Value, _ right: Value) -> Bool {
            switch self {
            case .equal: left == right
            case .notEqual: left != right
            case .less: left < right
            case .lessOrEqual: left <= right
            case .greater: left > right
            case .greaterOrEqual: left >= right
            }
        }
    }

    case all([Condition])
    case any([Condition])
    case not(Condition)
    /// The field's value is one of these texts.
    case isIn(field: String, [String])
    /// The field's value is in the code list of this name.
    case isInList(field: String, list: String)
    case startsWith(field: String, [String])
    case compares(field: String, Comparison, to: String)
    case isMissing(field: String)

    /// Reads a condition.
    /// - Throws: `SettingProblem` at the setting, with the word at which the condition stops making sense.
    public init(_ setting: Setting) throws(SettingProblem) {
        guard let text = setting.text else {
            throw SettingProblem(
                file: setting.file, line: setting.line, column: setting.column,
                message: "expected a condition such as: age >= 65 and sex = 1")
        }
        do {
            self = try ConditionParser.parse(text)
        } catch {
            throw SettingProblem(
                file: setting.file, line: setting.line, column: setting.column, message: error.message)
        }
    }

    public init(_ text: String) throws(ConditionParser.Failure) { self = try ConditionParser.parse(text) }

    /// The fields that the condition looks at.
    public var fields: Set<String> {
        switch self {
        case .all(let parts), .any(let parts): parts.reduce(into: []) { $0.formUnion($1.fields) }
        case .not(let part): part.fields
        case .isIn(let field, _), .isInList(let field, _), .startsWith(let field, _),
            .compares(let field, _, _), .isMissing(let field):
            [field]
        }
    }

    /// The code lists that the condition names.
    public var lists: Set<String> {
        switch self {
        case .all(let parts), .any(let parts): parts.reduce(into: []) { $0.formUnion($1.lists) }
        case .not(let part): part.lists
        case .isInList(_, let list): [list]
        default: []
        }
    }
}
