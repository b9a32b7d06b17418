import Configuration
import Records

/// What a model is to foresee: an event, or any of several, within a time from the index date.
///
/// ```
/// outcome:
///   words: a first diagnosis of COPD          # for the model card
///   within: 12 months                         # or "30 days"
///   gap_days: 30                              # the first days do not count; 0 unless said
///   first: true                               # only people without such an event before the index day
///   at_risk: everybody                        # or observed, or weighted: see `AtRisk`
///   any_of:
///     - death
///     - { table: gp_events, where: code in list ltc.copd }
///     - { table: admissions, where: [admission_method in list admission_method.emergency], least_nights: 21 }
///     - { table: admissions, past: discharge_ready_date, least_days: 1 }   # of the spell that is open: see `OutcomeEvent`
///     - { condition: ltc.copd }               # a GP code, or a diagnosis of a hospital spell
/// ```
public struct OutcomeDefinition: Sendable {
    /// In plain words, for the model card.
    public let words: String
    /// Any of these.
    public let events: [OutcomeEvent]
    /// Whether dying counts.
    public let countsDeath: Bool
    public let within: TimeWithin
    /// Days from the index date that do not count yet.
    public let gapInDays: Int
    /// Whether only people without such an event before the index day are eligible.
    public let isFirst: Bool
    public let atRisk: AtRisk
    let lists: CodeLists

    static let allowedKeys = ["words", "any_of", "within", "gap_days", "first", "at_risk"]

    /// Reads `outcome:`. Nil, with problems told, where it cannot stand.
    public init?(_ setting: Setting, lists: CodeLists, problems: Problems) {
        let before = problems.all.count
        let map = SettingMap(setting, allowed: Self.allowedKeys, problems: problems)
        words = map.requiredText("words") ?? ""
        within =
            map.parsed("within", expected: "a time such as \"12 months\" or \"30 days\"") { TimeWithin($0) }
            ?? .months(12)
        if map.required("within") == nil { return nil }
        gapInDays = map.integer("gap_days") ?? 0
        if let setting = map["gap_days"], gapInDays < 0 || gapInDays >= within.leastDays {
            problems.add("\"gap_days\" must be from 0 to less than the time within", at: setting)
        }
        isFirst = map.flag("first") ?? false
        atRisk = map.choice("at_risk") ?? .everybody
        self.lists = lists
        let items = map.items("any_of")
        countsDeath = items.contains { $0.text == "death" }
        events = items.filter { $0.text != "death" }.flatMap { OutcomeEvent.read($0, lists: lists, problems: problems) }
        if items.isEmpty { problems.add("an outcome needs any_of: events, or death", at: setting) }
        if let setting = map["first"], isFirst, events.isEmpty {
            problems.add("\"first\" needs an event other than death", at: setting)
        }
        guard problems.all.count == before else { return nil }
    }

    /// What Ingest must keep to tell it.
    public var retention: Retention { events.retention(lists: lists) }
}

extension [OutcomeEvent] {
    func retention(lists: CodeLists) -> Retention {
        var retention = Retention()
        for event in self { retention.fields[event.table, default: []].formUnion(event.fields) }
        for (table, events) in Dictionary(grouping: self, by: \.table) {
            let tests = events.compactMap { $0.filter?.boundingTest }
            guard tests.count == events.count else { continue }
            retention.rows[table] = Retention.CodesOfInterest(tests: tests, lists: lists)
        }
        return retention
    }
}
