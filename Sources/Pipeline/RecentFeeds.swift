import Records
import Tabular

/// What the tables had of each practice's people in their last four weeks: a feed that has stopped still holds its old
/// rows, and a column that is empty from now on its old values.
struct RecentFeeds: Sendable, Equatable {
    /// Rows that a later stage looks at, by table and practice.
    private(set) var rows: [String: [String: Int]] = [:]
    /// Rows with a value, by table, field and practice.
    private(set) var given: [String: [String: [String: Int]]] = [:]

    /// Counted back from the last day of a table.
    static let days = 28
    /// Of fewer rows, four weeks without any say nothing.
    static let fewestToMiss = 20

    init() {}

    init(_ population: Population) {
        let histories = population.histories(at: Day(number: .max))
        guard let practices = PracticesOfPeople(population.persons) else { return }
        // A practice that has reviewed nobody is not silent.
        for table in Table.eventTables where table != .reviews {
            guard let timeline = histories.timeline(table) else { continue }
            count(timeline, practices)
        }
    }

    private mutating func count(_ timeline: Timeline, _ practices: PracticesOfPeople) {
        let people = practices.ids.indices
        let ends = people.map { person in
            let rows = timeline.rows(of: person)
            return rows.count > 0 ? timeline.day(rows, rows.count - 1) : nil
        }
        guard let last = ends.lazy.compactMap({ $0 }).max() else { return }
        let first = PackedDay(clamping: last.day.adding(days: 1 - Self.days))
        let tests = timeline.table.fields.compactMap { field in
            timeline.isGiven(field.name).map { (name: field.name, isGiven: $0) }
        }
        var counts = [Int](repeating: 0, count: practices.codes.count)
        var withValue = tests.map { _ in counts }
        for person in people where ends[person].map({ $0 >= first }) == true {
            let rows = timeline.rows(of: person)
            for row in (0..<rows.count).reversed() {
                guard timeline.day(rows, row) >= first else { break }
                counts[practices.ids[person]] += 1
                for (place, test) in tests.enumerated() where test.isGiven(rows, row) {
                    withValue[place][practices.ids[person]] += 1
                }
            }
        }
        rows[timeline.table.rawValue] = practices.named(counts)
        given[timeline.table.rawValue] = Dictionary(
            uniqueKeysWithValues: zip(tests.map(\.name), withValue.map(practices.named)))
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
            .object(counts.filter { $0.value >= Self.fewestToMiss }.mapValues { .integer($0) })
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
            for (practice, before) in counts where before >= Self.fewestToMiss && now[practice, default: 0] == 0 {
                let sentence = "the source \(name) has nothing of use of the practice in its last \(Self.days) days"
                silences.append((practice, sentence))
            }
            for (field, counts) in previous.given[table] ?? [:] {
                guard let given = given[table]?[field] else { continue }
                for (practice, before) in counts
                where before >= Self.fewestToMiss && given[practice, default: 0] == 0
                    && now[practice, default: 0] >= Self.fewestToMiss
                {
                    let sentence = "the source \(name) has no \(field) of the practice in its last \(Self.days) days"
                    silences.append((practice, sentence))
                }
            }
        }
        return silences
    }

    /// With the numbers of before of some practices, and of tables that did not come.
    func keeping(_ previous: RecentFeeds, of practices: Set<String>) -> RecentFeeds {
        var kept = self
        kept.rows.merge(previous.rows.filter { rows[$0.key] == nil }) { own, _ in own }
        kept.given.merge(previous.given.filter { rows[$0.key] == nil }) { own, _ in own }
        for practice in practices {
            for (table, counts) in previous.rows { kept.rows[table, default: [:]][practice] = counts[practice] }
            for (table, fields) in previous.given {
                for (field, counts) in fields {
                    kept.given[table, default: [:]][field, default: [:]][practice] = counts[practice]
                }
            }
        }
        return kept
    }
}

/// By person, the number of the practice that they are registered with.
private struct PracticesOfPeople {
    let ids: [Int]
    /// 0 is of those without a practice.
    let codes: [String]

    init?(_ persons: Persons) {
        guard case .codes(let column, let dictionary)? = persons.column("practice_code") else { return nil }
        ids = (0..<persons.count).map { column[$0] }
        codes = dictionary
    }

    func named(_ counts: [Int]) -> [String: Int] {
        Dictionary(uniqueKeysWithValues: zip(codes, counts).filter { !$0.isEmpty && $1 > 0 })
    }
}

extension Timeline {
    /// Tells whether a row has a value in a field; nil of one that no stage looks at.
    fileprivate func isGiven(_ field: String) -> ((Rows, Int) -> Bool)? {
        if let reader = numbers(field) { return { rows, row in !reader.value(rows, row).isNaN } }
        guard let reader = codes(field) else { return nil }
        let missing = reader.dictionary.map(\.isEmpty)
        return { rows, row in !missing[reader.id(rows, row)] }
    }
}
