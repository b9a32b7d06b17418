import Cohorts
import FeatureData
import Records

extension TrainingTableBuilder {
    /// The rows of a design, from archives where there are any to take them from.
    func table(of rows: DesignRows, _ archived: ArchivedFeatures?) async throws -> TrainingTable {
        guard let archived else { return try await table(of: rows) }
        return try await table(of: rows, from: archived)
    }

    /// The rows of a design with the features and registration facts of archives; outcomes are of the extracts.
    ///
    /// - Throws: as `table(of:)`; `PipelineError.archiveUnusable`; `ReadyTableError`.
    func table(of rows: DesignRows, from archived: ArchivedFeatures) async throws -> TrainingTable {
        guard case .dates(let days) = rows else { throw PipelineError.archiveOfDischarges(design: design.name) }
        var (persons, candidates): ([Int32], [DesignCandidates.OfDay]) = ([], [])
        var (dayRows, groups): ([IndexDayRows], [Attributes]) = ([], [])
        var limits = ArchiveLimits()
        for day in days {
            let present = PresentRows(
                try await archived.rows(at: day, threads: threads), population.persons, at: day)
            let own = try self.dayRows(present, at: day)
            let facts = archived.facts[day]
            let notScored = (facts?.notScored ?? [:]).merging(present.lost) { $0 + $1 }
            candidates.append(
                DesignCandidates.OfDay(
                    day: day, count: present.persons.count + notScored.values.reduce(0, +),
                    rows: persons.count..<persons.count + present.persons.count, notScored: notScored))
            persons += present.persons
            dayRows.append(own)
            groups.append(present.groups.selecting(own.reasons.indices.filter { own.reasons[$0] == nil }))
            limits.add(
                ReconstructionDifferences(present, catalogue.plan(for: population.histories(at: day))), at: day,
                isOfTheDay: facts?.isOfTheDay ?? false)
        }
        guard !persons.isEmpty else { throw PipelineError.nobodyScored }
        return assemble(
            dayRows, DesignCandidates(rows, persons: persons, days: candidates), columns: archived.columns,
            unavailable: archived.unavailable, facts: .joined(groups), limits: limits.sentences)
    }

    /// Who is eligible goes by what was archived.
    private func dayRows(_ present: PresentRows, at day: Day) throws -> IndexDayRows {
        let histories = population.histories(at: day)
        let (followed, lost) = try fates(of: present.persons, histories)
        let eligibility = try Eligibility(
            design.eligible, at: design.eligibleSetting, columns: present.matrix.columns, attributes: present.groups)
        let flags = eligibility.flags(of: present.matrix, firstRow: RowID(0))
        let reasons = flags.indices.map { flags[$0] ? lost[$0] : .notEligible }
        return IndexDayRows(
            day: day, followed: followed, reasons: reasons,
            caseloadWeights: try caseloadWeights(present.persons, histories),
            matrix: present.matrix.selecting(reasons.indices.filter { reasons[$0] == nil }))
    }
}
