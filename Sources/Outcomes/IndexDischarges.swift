import Configuration
import Records

/// The discharges from hospital that a design has rows of, one each.
///
/// ```
/// each_discharge:
///   where: admission_method in list admission_method.emergency     # which spells; all unless said
///   where_given: patient_classification not in [3, 4]
///   from: 2022-04-01                                               # discharged on it or after
///   to: 2023-03-31                                                 # and not after it
///   test_from: 2023-04-01                                          # to evaluate the model on
///   test_to: 2024-02-29
/// ```
///
/// A row's index day is the day after the discharge: the whole spell is in the history, and nothing that follows. Who
/// is in hospital again by then makes no row: their readmission is in the history already.
public struct IndexDischarges: Sendable {
    /// A person on an index day.
    public struct Row: Sendable, Equatable {
        public let person: Int32
        public let indexDay: Day
        /// Whether another spell was open on the index day.
        public let isInHospital: Bool
    }

    let filter: Condition?
    let filterIfGiven: Condition?
    /// The days of discharge to train on, and to evaluate on.
    public let train: ClosedRange<Day>
    public let test: ClosedRange<Day>?
    let lists: CodeLists

    /// Reads `each_discharge:`. Nil, with problems told, where it cannot stand.
    public init?(_ setting: Setting, lists: CodeLists, problems: Problems) {
        let before = problems.all.count
        let map = SettingMap(
            setting, allowed: ["where", "where_given", "from", "to", "test_from", "test_to"], problems: problems)
        filter = map["where"].flatMap { Condition($0, of: .admissions, lists: lists, problems: problems) }
        filterIfGiven = map["where_given"].flatMap { Condition($0, of: .admissions, lists: lists, problems: problems) }
        self.lists = lists
        _ = (map.required("from"), map.required("to"))
        let train = Self.days(map, "from", "to", problems)
        test = Self.days(map, "test_from", "test_to", problems)
        guard let train, problems.all.count == before else { return nil }
        self.train = train
    }

    private static func days(
        _ map: SettingMap, _ from: String, _ to: String, _ problems: Problems
    ) -> ClosedRange<Day>? {
        let (first, last) = (map.day(from), map.day(to))
        guard let setting = map[to] ?? map[from] else { return nil }
        guard let first, let last, first <= last else {
            problems.add("\"\(from)\" and \"\(to)\" must be two days, the second not before the first", at: setting)
            return nil
        }
        return first...last
    }

    /// What Ingest must keep to find them.
    public var retention: Retention {
        let fields = (filter?.fields ?? []).union(filterIfGiven?.fields ?? [])
        return Retention(fields: [.admissions: fields.union(["discharge_date"])])
    }

    /// The discharges of some days, by index day and then by person; two of one person on one day are one.
    /// - Throws: `OutcomeError` where admissions cannot tell them.
    public func rows(_ population: Population, in days: ClosedRange<Day>) throws(OutcomeError) -> [Row] {
        let spells = population.followUps(from: PackedDay.earliest)
        guard let timeline = spells.timeline(.admissions) else { throw .noSource(table: "admissions") }
        let missing = (filter?.fields ?? []).union(["discharge_date"]).filter { !timeline.facts.has($0) }.sorted()
        guard missing.isEmpty, let ends = timeline.days("discharge_date") else {
            throw .missingFields(table: "admissions", fields: missing)
        }
        if let filter, let reason = timeline.facts.reason(against: filter, of: .admissions, lists: lists) {
            throw .codes(reason: reason)
        }
        let ifGiven = filterIfGiven.flatMap { $0.fields.allSatisfy(timeline.facts.has) ? $0 : nil }
        let tests = [filter, ifGiven].compactMap(\.self).map { RowTest($0, in: timeline) { lists[$0] } }
        var found: [Row] = []
        for person in 0..<population.persons.count {
            let rows = timeline.rows(of: person)
            let own = (0..<rows.count).filter { row in
                let end = ends.day(rows, row)
                return !end.isMissing && days.contains(end.day) && tests.allSatisfy { $0.holds(rows, row) }
            }
            for day in Set(own.map { ends.day(rows, $0).day.adding(days: 1) }) {
                found.append(
                    Row(
                        person: Int32(person), indexDay: day,
                        isInHospital: Self.isInHospital(on: day, timeline, ends, rows)))
            }
        }
        return found.sorted { ($0.indexDay, $0.person) < ($1.indexDay, $1.person) }
    }

    private static func isInHospital(on day: Day, _ timeline: Timeline, _ ends: DayReader, _ rows: Rows) -> Bool {
        let index = PackedDay(clamping: day)
        return (0..<rows.count).contains { row in
            let end = ends.day(rows, row)
            return timeline.day(rows, row) < index && (end.isMissing || end >= index)
        }
    }
}

extension SettingMap {
    fileprivate func day(_ key: String) -> Day? { parsed(key, expected: "a date as YYYY-MM-DD") { Day($0) } }
}
