import Records
import Tabular

/// What the tables had of each practice's people in their last two weeks: a feed that has stopped still holds its old
/// rows, and a column that is empty from now on its old values.
struct RecentFeeds: Sendable, Equatable {
    /// Rows that a later stage looks at, by table and practice.
    private(set) var rows: [String: [String: Int]] = [:]
    /// Rows with a value, by table, field and practice.
    private(set) var given: [String: [String: [String: Int]]] = [:]

    /// Counted back from the last day of a table.
    static let days = 14

    init() {}

    init(_ population: Population) {
        let histories = population.histories(at: Day(number: .max))
        guard let practices = population.persons.practices else { return }
        // A practice that has reviewed nobody is not silent.
        for table in Table.eventTables where table != .reviews {
            guard let timeline = histories.timeline(table) else { continue }
            count(timeline, practices.ids, practices.codes)
        }
    }

    /// - Parameters:
    ///   - practices: the number of each person's practice.
    ///   - codes: what the numbers stand for.
    private mutating func count(_ timeline: Timeline, _ practices: IDColumn, _ codes: [String]) {
        let view = timeline.view
        /// The day of a person's last row, with their rows; nil where they have none.
        func end(of person: Int) -> (day: PackedDay, rows: Rows)? {
            let rows = view.rows(of: person)
            return rows.count > 0 ? (view.day(rows, rows.count - 1), rows) : nil
        }
        let people = 0..<practices.count
        guard let last = people.lazy.compactMap({ end(of: $0)?.day }).max() else { return }
        let first = PackedDay(clamping: last.day.adding(days: 1 - Self.days))
        let tests = timeline.table.fields.compactMap { field in
            timeline.isGiven(field.name).map { (name: field.name, isGiven: $0) }
        }
        var counts = [Int](repeating: 0, count: codes.count)
        var withValue = tests.map { _ in counts }
        for person in people {
            guard let (day, rows) = end(of: person), day >= first else { continue }
            let practice = practices[person]
            for row in (0..<rows.count).reversed() {
                guard view.day(rows, row) >= first else { break }
                counts[practice] += 1
                for (place, test) in tests.enumerated() where test.isGiven(rows, row) {
                    withValue[place][practice] += 1
                }
            }
        }
        rows[timeline.table.rawValue] = Persons.named(counts, codes)
        given[timeline.table.rawValue] = Dictionary(
            uniqueKeysWithValues: zip(tests.map(\.name), withValue.map { Persons.named($0, codes) }))
    }

    // MARK: In the manifest

    /// - Parameter json: nil of a run that did not count them.
    init?(rows: JSONValue?, given: JSONValue?) {
        guard case .object(let tables)? = given, let rows = rows?.countsByName else { return nil }
        self.rows = rows
        self.given = tables.compactMapValues(\.countsByName)
    }

    /// Only what is enough to be missed.
    var json: (rows: JSONValue, given: JSONValue) {
        func told(_ counts: [String: Int]) -> JSONValue {
            .object(counts.filter { $0.value >= Holds.fewestRowsToMiss }.mapValues { .integer($0) })
        }
        return (
            .object(rows.mapValues(told)), .object(given.mapValues { .object($0.mapValues(told)) })
        )
    }

    // MARK: Against the run before

    /// Why practices are held: what they had before and have no more.
    /// - Parameter names: of each table's source, for messages.
    func silences(after previous: RecentFeeds, names: [String: String]) -> [(practice: String, reason: String)] {
        var silences: [(practice: String, reason: String)] = []
        for (table, counts) in previous.rows {
            guard let name = names[table], let now = rows[table] else { continue }
            for (practice, before) in counts where before >= Holds.fewestRowsToMiss && now[practice, default: 0] == 0 {
                let sentence = "the source \(name) has nothing of use of the practice in its last \(Self.days) days"
                silences.append((practice, sentence))
            }
            for (field, counts) in previous.given[table] ?? [:] {
                guard let given = given[table]?[field] else { continue }
                for (practice, before) in counts
                where before >= Holds.fewestRowsToMiss && given[practice, default: 0] == 0
                    && now[practice, default: 0] >= Holds.fewestRowsToMiss
                {
                    let sentence = "the source \(name) has no \(field) of the practice in its last \(Self.days) days"
                    silences.append((practice, sentence))
                }
            }
        }
        return silences
    }

    /// What the next night is compared with: the numbers of before of practices that are held, of tables that did not come,
    /// and wherever there are too few now to be missed. A feed that stops falls by a day's rows each night, and would
    /// else be forgotten before it is at nothing.
    /// - Parameter held: practices.
    func keeping(_ previous: RecentFeeds, of held: Set<String>) -> RecentFeeds {
        func keeping(_ counts: [String: Int], _ before: [String: Int]) -> [String: Int] {
            counts.merging(before) { now, before in now < Holds.fewestRowsToMiss ? max(now, before) : now }
                .merging(before.filter { held.contains($0.key) }) { _, before in before }
        }
        var kept = self
        kept.rows.merge(previous.rows, uniquingKeysWith: keeping)
        kept.given.merge(previous.given) { $0.merging($1, uniquingKeysWith: keeping) }
        return kept
    }
}

extension Timeline {
    /// Tells whether a row has a value in a field; nil of one that no stage looks at.
    fileprivate func isGiven(_ field: String) -> ((Rows, Int) -> Bool)? {
        if let reader = numbers(field) { return { rows, row in !reader.value(rows, row).isNaN } }
        if let reader = days(field) { return { rows, row in !reader.day(rows, row).isMissing } }
        if let reader = codeLists(field) {
            return { rows, row in
                var isGiven = false
                reader.forEachID(rows, row) { _ in isGiven = true }
                return isGiven
            }
        }
        guard let reader = codes(field) else { return nil }
        let missing = reader.dictionary.map(\.isEmpty)
        return { rows, row in !missing[reader.id(rows, row)] }
    }
}
