import Ingest
import Records
import RunStore
import Tabular

/// Every review that a run has brought, tonight's among them. A review that came once is remembered, whether or not
/// its file comes again.
struct RememberedReviews: Sendable {
    /// The run date of the run that first had each.
    private(set) var broughtOn: [Review: Day] = [:]

    static let path = "restricted/reviews.csv.gz"
    private static let columns = [
        "person_id", "programme", "reviewed_on", "outcome", "suitable", "reason", "brought_on",
    ]

    /// None.
    init() {}

    /// Those of a population's own, made by the end of a day.
    init(of population: Population, by day: Day) {
        broughtOn = Dictionary(
            Self.reviews(of: population, by: day).map { ($0, day) }, uniquingKeysWith: { first, _ in first })
    }

    /// Those of a run; nil where its file is not as it was published. A run without reviews has no file.
    init?(in manifest: Manifest, of store: RunStore) throws {
        let path = try RunPath(Self.path)
        guard manifest.entries.contains(where: { $0.path == path }) else { return }
        guard let bytes = try store.verifiedContents(of: path, in: manifest) else { return nil }
        let read = try PublishedTable.read(bytes, columns: Self.columns) { fields, record, _ -> (Review, Day)? in
            func text(_ field: Int) -> String { PublishedTable.text(fields, record, field) }
            guard let day = Day(text(2)), let brought = Day(text(6)) else { return nil }
            let review = Review(
                person: text(0), programme: text(1), reviewedOn: day, outcome: text(3), suitable: text(4),
                reason: text(5))
            return (review, brought)
        }
        guard let read else { return nil }
        broughtOn = Dictionary(read.rows, uniquingKeysWith: { first, _ in first })
    }

    /// The same with tonight's, without those of people who object.
    func adding(_ ingested: IngestResult, _ standings: Standings, dates: RunDates) -> RememberedReviews {
        var all = self
        let persons = ingested.population.persons
        for review in Self.reviews(of: ingested.population, by: dates.run) where all.broughtOn[review] == nil {
            all.broughtOn[review] = dates.run
        }
        all.broughtOn = all.broughtOn.filter { review, _ in
            if let person = persons.ids.person(withID: review.person) { return standings.all[person] != .objected }
            return !ingested.unregisteredObjectors.contains(review.person)
        }
        return all
    }

    /// The same with others, each as it was brought first.
    func adding(_ others: RememberedReviews) -> RememberedReviews {
        var all = self
        all.broughtOn.merge(others.broughtOn) { min($0, $1) }
        return all
    }

    /// Those made by the end of a day.
    func made(by day: Day) -> RememberedReviews {
        var all = self
        all.broughtOn = broughtOn.filter { $0.key.reviewedOn <= day }
        return all
    }

    private static func reviews(of population: Population, by day: Day) -> [Review] {
        guard population.rowCount(of: .reviews) > 0,
            let timeline = population.histories(at: day.adding(days: 1)).timeline(.reviews)
        else { return [] }
        let readers = ["programme", "outcome", "suitable", "reason"].map(timeline.codes)
        var reviews: [Review] = []
        for person in 0..<population.persons.count {
            let rows = timeline.rows(of: person)
            for row in 0..<rows.count {
                let texts = readers.map { reader in reader.map { $0.dictionary[$0.id(rows, row)] } ?? "" }
                reviews.append(
                    Review(
                        person: population.persons.ids[person], programme: texts[0],
                        reviewedOn: timeline.day(rows, row).day, outcome: texts[1], suitable: texts[2],
                        reason: texts[3]))
            }
        }
        return reviews
    }

    /// Those whose last review for any of these programmes says that they are unsuitable, in the last so many days. Of
    /// several on one day, that one counts.
    func unsuitable(for programmes: Set<String>, days: Int, at day: Day) -> [String] {
        var last: [String: (day: Day, isUnsuitable: Bool)] = [:]
        for review in broughtOn.keys
        where programmes.contains(review.programme) && !review.suitable.isEmpty && review.reviewedOn <= day {
            let isUnsuitable = review.suitable == "0"
            let known = last[review.person]
            if let known, known.day > review.reviewedOn { continue }
            let isSameDay = known?.day == review.reviewedOn
            last[review.person] = (review.reviewedOn, isUnsuitable || isSameDay && known?.isUnsuitable == true)
        }
        return last.filter { $0.value.isUnsuitable && day.days(since: $0.value.day) < days }.map(\.key)
    }

    /// By person, their last review for a programme by a day; of several on one day the one that says most.
    func last(for programme: String, at day: Day) -> [String: Review] {
        broughtOn.keys.filter { $0.programme == programme && $0.reviewedOn <= day }.reduce(into: [:]) { last, review in
            guard let known = last[review.person], review.isBefore(known) else {
                last[review.person] = review
                return
            }
        }
    }

    func write(into run: StagedRun) throws {
        guard !broughtOn.isEmpty else { return }
        let rows = broughtOn.map { review, brought in
            [
                review.person, review.programme, review.reviewedOn.description, review.outcome, review.suitable,
                review.reason, brought.description,
            ]
        }
        let sorted = rows.sorted { left, right in
            left.lexicographicallyPrecedes(right) { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        }
        try run.writeTable(Self.path, header: Self.columns, rows: sorted.count) { csv in
            for row in sorted { try csv.row(row) }
        }
    }
}
