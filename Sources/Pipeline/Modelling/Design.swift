import Configuration
import FeatureData
import Features
import Foundation
import Outcomes
import Records
import Training

/// What `train` is given.
///
/// ```
/// design: emergency-admission-12m
/// version: 2.0.0
/// catalogue: wide                              # default unless said
/// eligible: age >= 18                          # of features and registration facts
/// outcome: ...                                 # see `OutcomeDefinition`
/// index_dates: [2022-04-01, 2023-04-01]        # to train on; a person is a row on each, and one fold of all
/// test_index_dates: [2024-04-01]               # to evaluate the model on; later than those
/// each_discharge: ...                          # instead of both: see `IndexDischarges`
/// caseload: exclude                            # what is done about people on a caseload: see `CaseloadRule`
/// basis: ...                                   # what becomes of the features before the fit: see `Basis`
/// penalty: ...                                 # of the fit: see `PenaltyDesign`; or, for ridge alone,
/// ridge: 0.0001                                # lambda of (lambda / 2) |w|^2, against the mean log-loss
/// gradient_tolerance: 1e-10
/// seed: 1                                      # of everything in training that is drawn
/// ablation: { medicines: "rx_*" }              # what the model is worth without them: see `AblationGroup`
/// ```
struct Design: Sendable {
    static let allowedKeys =
        [
            "design", "version", "catalogue", "eligible", "outcome", "index_dates", "test_index_date",
            "test_index_dates", "each_discharge", "caseload",
        ] + ModelFitting.keys

    /// The model's name and version.
    let name: String
    let version: String
    let catalogue: String
    let eligible: Condition
    let outcome: OutcomeDefinition
    /// What to train on; nil where the design leaves the index date to the command line.
    let trainRows: DesignRows?
    /// What to evaluate the model on; nil leaves it to another command.
    let testRows: DesignRows?
    /// Basis, penalty and seed.
    let fitting: ModelFitting
    /// What is done about people on a caseload; nil for nothing.
    let caseload: CaseloadRule?
    /// The file as it stands.
    let text: String
    let eligibleSetting: Setting

    /// A design's text, and what messages call its file.
    /// - Throws: `PipelineError.noDesign`, `unreadable`.
    static func read(_ path: String) throws -> (text: String, file: String) {
        let file = URL(filePath: path).lastPathComponent
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw FileManager.default.fileExists(atPath: path)
                ? PipelineError.unreadable(file: file) : PipelineError.noDesign(file: file)
        }
        return (text, file)
    }

    /// - Throws: `SettingsRefused` with everything that is wrong in it.
    init(path: String, modelsFolder: ModelsFolder) throws {
        let (text, file) = try Self.read(path)
        try self.init(text: text, file: file, codeLists: modelsFolder.codeLists)
    }

    /// Reads a design from text.
    /// - Parameter codeLists: the folder of the lists that the outcome names.
    init(text: String, file: String, codeLists: String) throws {
        let problems = Problems()
        let setting = try Setting.whole(text, file: file)
        try DesignKind.extracts.check(setting)
        let map = SettingMap(setting, allowed: Self.allowedKeys, problems: problems)
        let lists = CodeLists(folder: codeLists, problems: problems)
        name = map.requiredText("design") ?? ""
        version = map.requiredText("version") ?? ""
        catalogue = map.text("catalogue") ?? "default"
        fitting = ModelFitting(map, problems: problems)
        caseload = map["caseload"].flatMap { CaseloadRule($0, problems) }
        (trainRows, testRows) = Self.rows(map, lists, problems)
        if let ablation = map["ablation"], testRows == nil {
            problems.add("\"ablation\" needs later rows to measure on: add test_index_dates", at: ablation)
        }
        let outcome = map.required("outcome").flatMap { OutcomeDefinition($0, lists: lists, problems: problems) }
        var eligible: Condition?
        if let given = map.required("eligible") {
            do { eligible = try Condition(given) } catch { problems.add(error) }
        }
        try problems.throwIfAny()
        guard let outcome, let eligible, let eligibleSetting = map["eligible"] else {
            throw SettingsRefused(problems: problems.all)
        }
        self.text = text
        self.outcome = outcome
        self.eligible = eligible
        self.eligibleSetting = eligibleSetting
    }

    private static let dateKeys = ["index_dates", "test_index_dates", "test_index_date"]

    private static func rows(
        _ map: SettingMap, _ lists: CodeLists, _ problems: Problems
    ) -> (train: DesignRows?, test: DesignRows?) {
        let train = DesignRows.dates(["index_dates"], map, problems)
        let test = DesignRows.dates(["test_index_dates", "test_index_date"], map, problems)
        guard let setting = map["each_discharge"] else { return (train, test) }
        for key in dateKeys {
            if let other = map[key] { problems.add("\"\(key)\" does not go with \"each_discharge\"", at: other) }
        }
        guard let discharges = IndexDischarges(setting, lists: lists, problems: problems) else { return (nil, nil) }
        return (
            .discharges(discharges, discharges.train), discharges.test.map { .discharges(discharges, $0) }
        )
    }

    /// What to train on.
    /// - Parameter day: from the command line; where given, the only index date.
    /// - Throws: `PipelineError` where there is no index date, or one too many.
    func rows(overriddenBy day: Day?) throws -> DesignRows {
        guard let day else {
            guard let trainRows else { throw PipelineError.noIndexDate(design: name) }
            return trainRows
        }
        if case .discharges? = trainRows { throw PipelineError.indexDateOfDischarges(design: name) }
        return .dates([day])
    }

    /// The outcome with its horizon and its rules, for reports.
    var outcomeDefinition: String {
        guard case .discharges? = trainRows else { return outcome.definition }
        return outcome.definition + "; the index date is the day after a discharge"
    }

    /// What Ingest must keep for the outcome and the rows.
    var retention: Retention {
        var retention = outcome.retention
        if caseload != nil { retention = retention.union(Retention(fields: [.caseload: CaseloadRule.fields])) }
        guard case .discharges(let discharges, _)? = trainRows else { return retention }
        return retention.union(discharges.retention)
    }

    /// What is done about people whose outcome a list may have changed, for the report.
    /// - Parameter holdOut: the people whom the evaluation is of, where it is of them alone.
    func retraining(evaluatedOn holdOut: RecordedHoldOut?) -> String {
        guard let holdOut else { return caseload?.words ?? CaseloadRule.silence }
        return [holdOut.words, caseload?.words].compactMap(\.self).joined(separator: " ")
    }

    /// - Throws: `PipelineError.noOutcome`.
    func labels(_ population: Population, persons: [Int32], at indexDay: Day) throws -> [UInt8] {
        do {
            return try outcome.labels(population.followUps(from: indexDay), persons: persons)
        } catch {
            throw PipelineError.noOutcome(reason: "\(error)")
        }
    }
}
