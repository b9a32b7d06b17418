import Accounts
import Cohorts
import FeatureData
import Features
import Hashing
import Outcomes
import Records

/// Makes the rows of a design out of a population: who is one, with which outcome, and their features.
struct TrainingTableBuilder: Sendable {
    let population: Population
    let catalogue: Catalogue
    let design: Design
    let threads: Int
    /// Where given, nobody else is a row.
    var holdOut: HoldOut?

    /// The rows of a design.
    /// - Throws: `PipelineError.noOutcome` where the extracts cannot tell it; `PipelineError.nobodyScored`;
    ///   `SettingsRefused` where the eligibility has a word that the run does not have.
    func table(of rows: DesignRows) async throws -> TrainingTable {
        let candidates = try DesignCandidates(rows, population)
        guard let first = candidates.days.first, !candidates.persons.isEmpty else { throw PipelineError.nobodyScored }
        let plan = catalogue.plan(for: population.histories(at: first.day))
        let attributes = Attributes(population, rows: candidates.persons)
        let eligibility = try Eligibility(
            design.eligible, at: design.eligibleSetting, columns: plan.columns, attributes: attributes)
        let days = try await days(candidates, eligibility)
        return assemble(days, candidates, columns: plan.columns, unavailable: plan.unavailable)
    }

    // MARK: One index day after another

    /// Side by side where there are many days of few rows, and the rows of a day side by side where there are few.
    private func days(_ candidates: DesignCandidates, _ eligibility: Eligibility) async throws -> [IndexDayRows] {
        let isOfManyDays = candidates.days.count > 2 * threads
        let workers = isOfManyDays ? threads : 1
        let all = try await withThrowingTaskGroup(of: [(Int, IndexDayRows)].self) { group in
            for worker in 0..<workers {
                group.addTask {
                    var own: [(Int, IndexDayRows)] = []
                    for place in stride(from: worker, to: candidates.days.count, by: workers) {
                        let rows = try await dayRows(
                            candidates.days[place], candidates.persons, eligibility,
                            threads: isOfManyDays ? 1 : threads)
                        own.append((place, rows))
                    }
                    return own
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        return all.sorted { $0.0 < $1.0 }.map(\.1)
    }

    private func dayRows(
        _ day: DesignCandidates.OfDay, _ all: [Int32], _ eligibility: Eligibility, threads: Int
    ) async throws -> IndexDayRows {
        let persons = Array(all[day.rows])
        let histories = population.histories(at: day.day)
        let (followed, lost) = try fates(of: persons, histories)
        let blocks = await FeatureBlocks(
            plan: catalogue.plan(for: histories), eligibility: eligibility, persons: persons,
            firstRow: day.rows.lowerBound
        ).run(threads: threads, lost: lost)
        return IndexDayRows(
            day: day.day, followed: followed, reasons: blocks.reasons,
            caseloadWeights: try caseloadWeights(persons, histories), matrix: blocks.matrix)
    }

    /// How each person's time at risk ended, and why it makes them no row; nil where it does not.
    func fates(
        of persons: [Int32], _ histories: Histories
    ) throws -> (followed: [Followed], lost: [ExclusionRule?]) {
        let outcome = design.outcome
        do {
            let followed = try outcome.followed(population.followUps(from: histories.indexDay), persons: persons)
            let had = outcome.isFirst ? try outcome.haveHadEvent(histories, persons: persons) : []
            let isOnCaseload = try excludedByCaseload(persons, histories)
            let lost = followed.enumerated().map { place, followed -> ExclusionRule? in
                if let holdOut, !holdOut.holds(population.persons.ids[Int(persons[place])]) { return .notHeldOut }
                if isOnCaseload[place] { return .onCaseload }
                if outcome.isFirst, had[place] { return .hadEvent }
                return followed.isLost(by: outcome.atRisk) ? followed.lostRule : nil
            }
            return (followed, lost)
        } catch let error as PipelineError {
            throw error
        } catch {
            throw PipelineError.noOutcome(reason: "\(error)")
        }
    }

    /// Who is on a caseload and therefore no row; nobody where the design does not ask.
    private func excludedByCaseload(_ persons: [Int32], _ histories: Histories) throws -> [Bool] {
        guard let rule = design.caseload, rule.weight == nil else { return persons.map { _ in false } }
        return try onCaseload(rule, persons, histories)
    }

    func caseloadWeights(_ persons: [Int32], _ histories: Histories) throws -> [Double] {
        guard let rule = design.caseload, let weight = rule.weight else { return [] }
        return try onCaseload(rule, persons, histories).map { $0 ? weight : 1 }
    }

    private func onCaseload(_ rule: CaseloadRule, _ persons: [Int32], _ histories: Histories) throws -> [Bool] {
        let end = design.outcome.within.after(histories.indexDay)
        return try rule.isOnCaseload(population, at: histories.indexDay, end: end, persons: persons)
    }

    // MARK: All of them

    /// - Parameters:
    ///   - facts: by row, registration facts other than the extracts'.
    ///   - limits: what these rows cannot tell.
    func assemble(
        _ days: [IndexDayRows], _ candidates: DesignCandidates, columns: [FeatureColumn],
        unavailable: [(feature: String, reason: String)], facts: Attributes? = nil, limits: [String] = []
    ) -> TrainingTable {
        var matrix = FeatureMatrix(columns: columns)
        matrix.reserve(
            rows: days.reduce(0) { $0 + $1.matrix.rowCount }, cells: days.reduce(0) { $0 + $1.matrix.cellValues.count })
        var (persons, indexDays, kept): ([Int32], [Day], [Followed]) = ([], [], [])
        var caseload: [Double] = []
        for (rows, place) in zip(days, candidates.days) {
            matrix.append(rows.matrix)
            let own = rows.reasons.indices.filter { rows.reasons[$0] == nil }
            persons += own.map { candidates.persons[place.rows.lowerBound + $0] }
            indexDays += repeatElement(rows.day, count: own.count)
            kept += own.map { rows.followed[$0] }
            if !rows.caseloadWeights.isEmpty { caseload += own.map { rows.caseloadWeights[$0] } }
        }
        return TrainingTable(
            matrix: matrix, outcomes: kept.map { $0.ending == .event ? 1 : 0 },
            weights: weights(days, caseload), persons: persons, indexDays: indexDays,
            foldKeys: foldKeys(of: persons), attrition: attrition(days, candidates), unavailable: unavailable,
            facts: facts, limits: limits)
    }

    /// What each row counts for; nil where all count the same.
    private func weights(_ days: [IndexDayRows], _ caseload: [Double]) -> [Double]? {
        let followed = design.outcome.atRisk == .weighted ? weights(days) : []
        if followed.isEmpty { return caseload.isEmpty ? nil : caseload }
        return caseload.isEmpty ? followed : zip(followed, caseload).map { $0 * $1 }
    }

    /// Of the rows and those who would be rows had they not left, over all index days together.
    private func weights(_ days: [IndexDayRows]) -> [Double] {
        let eligible = days.flatMap { day in
            day.reasons.indices.filter { day.reasons[$0] == nil || day.reasons[$0] == .left }.map { day.followed[$0] }
        }
        return zip(eligible, Followed.weights(of: eligible)).filter { $0.0.ending != .left }.map(\.1)
    }

    /// The first eight bytes of the SHA-256 of each row's person id.
    private func foldKeys(of persons: [Int32]) -> [UInt64] {
        var known: [Int32: UInt64] = [:]
        return persons.map { person in
            if let key = known[person] { return key }
            let key = SHA256Digest(of: population.persons.ids[Int(person)]).leadingWord
            known[person] = key
            return key
        }
    }

    private func attrition(_ days: [IndexDayRows], _ candidates: DesignCandidates) -> [Attrition] {
        switch candidates.source {
        case .dates: zip(days, candidates.days).map { Attrition([$0], [$1], at: "\($0.day)") }
        case .discharges(_, let period):
            [Attrition(days, candidates.days, at: "discharges of \(period.lowerBound) to \(period.upperBound)")]
        }
    }
}

extension Followed {
    fileprivate var lostRule: ExclusionRule { ending == .died ? .died : .left }
}
