import Configuration
import FeatureData
import Foundation
import ReadyTables
import Training

/// What `train --table` is given: which columns of a ready table are what, which rows to train on, and the fit.
///
/// ```
/// design: my-model
/// version: 1.0.0
/// table:
///   id: person_id
///   outcome: died                      # 0 or 1; rows without one are left out and counted
///   weight: weight                     # of a row, where there is one
///   offset: offset                     # a known part of the log-odds, where there is one
///   categorical: [smoking]             # columns of words that look like numbers, or have more than 50 words
///   ignore: [notes]                    # and whatever else names people: a model keeps the words of its predictors
///   predictors: [age, bmi]             # unless said, every column without another role, and those of `categorical`
///   groups: [sex, practice]            # results are told by these; predictors only where named as such, too
///   missing: [NA, "."]                 # beside an empty field
/// outcome_words: death within a year
/// eligible_words: adults at discharge
/// train: split = train                 # the rows to fit on: see `TableCondition`; unless said, all but those of `test`
/// test: split = test                   # the rows to evaluate on; none unless said
/// basis: ...
/// penalty: ...
/// seed: 1
/// ablation: { habits: smoking }        # what the model is worth without them: see `AblationGroup`
/// synthetic: true                      # where the people do not exist
/// ```
struct TableDesign: Sendable {
    static let keys =
        ["design", "version", "table", "outcome_words", "eligible_words", "train", "test", "synthetic"]
        + ModelFitting.keys
    static let tableKeys = [
        "id", "outcome", "weight", "offset", "categorical", "ignore", "predictors", "groups", "missing",
    ]

    /// A condition on columns read as words, and where it stands; or all rows but those.
    struct Rows: Sendable {
        let condition: Condition
        let setting: Setting
        let key: String
        var isComplement = false

        var complement: Rows { Rows(condition: .not(condition), setting: setting, key: key, isComplement: true) }

        /// As a model and its card tell them.
        var words: String { isComplement ? "all rows but \(text)" : text }
        private var text: String { setting.text ?? "" }

        /// By row, whether it is one.
        /// - Parameter words: the columns that the condition names, among others.
        /// - Throws: `SettingsRefused`.
        func flags(_ words: Attributes) throws -> [Bool] {
            do {
                return try TableCondition(at: setting, key: key, words: words).flags(condition)
            } catch {
                throw SettingsRefused(problems: [error])
            }
        }
    }

    let name: String
    let version: String
    let roles: TableRoles
    /// Columns that results are told by.
    let groups: [String]
    let outcomeWords: String
    let eligibleWords: String
    /// Columns that are no predictors because `train` or `test` names them, and for nothing else.
    let columnsOfConditions: [String]
    let train: Rows?
    let test: Rows?
    let fitting: ModelFitting
    let isSynthetic: Bool
    /// The file as it stands.
    let text: String

    /// - Throws: `SettingsRefused` with everything that is wrong in it.
    init(path: String) throws {
        let (text, file) = try Design.read(path)
        try self.init(text: text, file: file)
    }

    init(text: String, file: String) throws {
        let problems = Problems()
        let setting = try Setting.whole(text, file: file)
        try DesignKind.table.check(setting)
        let map = SettingMap(setting, allowed: Self.keys, problems: problems)
        let table = map.required("table").map { SettingMap($0, allowed: Self.tableKeys, problems: problems) }
        name = map.requiredText("design") ?? ""
        version = map.requiredText("version") ?? ""
        outcomeWords = map.text("outcome_words") ?? "what the column \(table?.text("outcome") ?? "") of the table tells"
        eligibleWords = map.text("eligible_words") ?? "the rows of the table"
        isSynthetic = map.flag("synthetic") ?? false
        test = Self.rows("test", map, problems)
        train = map["train"] == nil ? test?.complement : Self.rows("train", map, problems)
        if let ablation = map["ablation"], test == nil {
            problems.add("\"ablation\" needs other rows to measure on: add test", at: ablation)
        }
        groups = table?.texts("groups") ?? []
        var fitting = ModelFitting(map, problems: problems)
        // Nobody can say of a table that what was never missing never will be.
        fitting.standsInForAll = true
        self.fitting = fitting
        var roles = TableRoles(id: table?.requiredText("id") ?? "", outcome: table?.requiredText("outcome"))
        roles.findsWords = true
        roles.weight = table?.text("weight")
        roles.offset = table?.text("offset")
        roles.categorical = table?.texts("categorical") ?? []
        roles.ignored = table?.texts("ignore") ?? []
        if let setting = table?["predictors"] {
            roles.predictors = table?.texts("predictors")
            if roles.predictors?.isEmpty != false { problems.add("\"predictors\" names none", at: setting) }
        }
        if table?["missing"] != nil { roles.missing = table?.texts("missing") ?? [] }
        let asked = [train, test].compactMap { $0?.condition.fields }.reduce(into: Set()) { $0.formUnion($1) }
        roles.words = groups + asked.subtracting(groups).sorted()
        columnsOfConditions =
            roles.predictors == nil ? asked.subtracting(groups + roles.categorical).sorted() : []
        self.roles = roles
        self.text = text
        try problems.throwIfAny()
    }

    /// Says which columns are no predictors because of a condition; nil where there are none.
    var conditionNote: String? {
        guard !columnsOfConditions.isEmpty else { return nil }
        return
            "no predictors, since train or test names them: \(columnsOfConditions.joined(separator: ", ")); one that is to "
            + "be one is named under predictors, with the others"
    }

    private static func rows(_ key: String, _ map: SettingMap, _ problems: Problems) -> Rows? {
        guard let setting = map[key] else { return nil }
        do {
            return Rows(condition: try Condition(setting), setting: setting, key: key)
        } catch {
            problems.add(error)
            return nil
        }
    }
}
