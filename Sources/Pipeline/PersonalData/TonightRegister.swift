import Ingest
import Records
import RunStore

/// Tonight's registrations and objections, held against people of earlier runs.
struct TonightRegister {
    let register: Register
    private let day: Day
    /// Nil where the registrations name no practices.
    private let practices: (ids: IDColumn, codes: [String])?

    /// - Parameters:
    ///   - dates: what has happened by the run date is known.
    ///   - store: of the published run, which the opt-outs are compared with.
    ///   - practices: whose persons' NHS numbers are wanted.
    /// - Throws: `IngestError`; `PipelineError.optOutsCollapsed` and its like, as of a run.
    init(
        _ configuration: RunConfiguration, _ dates: RunDates, after store: RunStore,
        numbersOf practices: Set<String> = []
    ) async throws {
        var ingest = Ingest(configuration.ingestPlan(dates, purposes: [.directCare], retention: Retention()))
        register = try await ingest.register(numbersOf: practices)
        if let previous = try PreviousRun(store) {
            try Holds.checkOptOuts(Baseline(register.optOuts, of: register.persons), after: previous.baseline)
        }
        day = dates.run
        if case .codes(let ids, let codes)? = register.persons.column("practice_code") {
            self.practices = (ids, codes)
        } else {
            self.practices = nil
        }
    }

    /// The practice of a person who may be on a list tonight; nil for those who have objected, died or left, and for
    /// whom nobody knows.
    func practice(of id: String) -> String? { person(id).flatMap(practice) }

    /// The practice at which somebody is registered who neither objects nor has died or left, whether or not they can be
    /// scored; nil for others.
    func registration(of id: String) -> String? {
        guard mayName(id), let person = register.persons.ids.person(withID: id),
            register.persons.hasDiedOrLeft(person, by: day) == nil
        else { return nil }
        return practice(of: person)
    }

    /// Whether tonight's registrations know somebody, and no objection of theirs.
    func mayName(_ id: String) -> Bool {
        guard let person = register.persons.ids.person(withID: id) else { return false }
        return register.persons.bar(of: person) != .objected
    }

    /// The NHS number of a person who may be on a practice's list tonight.
    func number(of id: String, in practice: String) -> String? {
        guard let person = person(id), self.practice(of: person) == practice else { return nil }
        return register.number(of: person)
    }

    /// The NHS number of somebody who is registered with a practice and neither objects nor has died or left, whether or
    /// not they can be scored.
    func registeredNumber(of id: String, in practice: String) -> String? {
        guard registration(of: id) == practice else { return nil }
        return register.persons.ids.person(withID: id).flatMap(register.number)
    }

    private func person(_ id: String) -> Int? {
        let persons = register.persons
        guard let person = persons.ids.person(withID: id), persons.standing(of: person, at: day) == .scored,
            persons.hasDiedOrLeft(person, by: day) == nil
        else { return nil }
        return person
    }

    private func practice(of person: Int) -> String? { practices.map { $0.codes[$0.ids[person]] } }
}
