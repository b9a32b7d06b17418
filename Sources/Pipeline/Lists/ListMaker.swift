import Accounts
import Cohorts
import FeatureData
import Features
import Ingest
import Lists
import Records
import Scoring
import Tabular

/// Makes the lists of a run: who, why, and what a reader must know first.
struct ListMaker {
    let population: Population
    let standings: Standings
    let dates: RunDates
    let selected: [SelectedProgramme]
    let unscored: UnscoredPeople
    /// What the run is called.
    let run: String
    private let isDemonstration: Bool
    private let sources: [ListSource]
    private let notes: [String]
    /// By plan of programmes' features.
    private let reasons: [ReasonWriter]
    private let words: AttributeWords
    /// By programme.
    private let told: [ToldFacts]
    private let partCounts: [ListPartCounts?]
    private let caseloads: OpenCaseloads
    private let ageAndSex: AgeAndSex
    /// The places of the programmes on whose lists a person is.
    private let programmesOfRow: [RowID: [Int]]

    init(
        _ request: RunRequest, _ ingested: IngestResult, _ standings: Standings, _ plans: [FeaturePlan],
        _ selected: [SelectedProgramme], run: String
    ) {
        self.run = run
        population = ingested.population
        self.standings = standings
        dates = request.dates
        self.selected = selected
        unscored = UnscoredPeople(ingested.population, standings, knownTo: request.dates.knownTo)
        isDemonstration = request.isDemonstration
        sources = ingested.listSources
        notes = ingested.notes
        reasons = plans.map { ReasonWriter($0.columns) }
        let words = AttributeWords(practices: ingested.population.practices)
        self.words = words
        told = selected.map { ToldFacts($0, words) }
        partCounts = selected.map { ListPartCounts($0.programme, $0.candidates) }
        caseloads = OpenCaseloads(ingested.population, on: request.dates.run)
        ageAndSex = AgeAndSex(ingested.population.persons, at: request.dates.index)
        var programmesOfRow: [RowID: [Int]] = [:]
        for (place, programme) in selected.enumerated() {
            for member in programme.cohort.members { programmesOfRow[member.row, default: []].append(place) }
        }
        self.programmesOfRow = programmesOfRow
    }

    /// One of a programme's lists.
    /// - Parameter place: of the programme in the run.
    func list(_ list: CohortList, ofProgramme place: Int) -> ListDocument {
        let programme = selected[place]
        let members = programme.programme.presentation.order(
            list.members, isOnCaseload: { caseloads.programmes(of: person($0))?.isEmpty == false },
            group: { groupOf($0, place) })
        let rows = rows(members, place)
        let counts = ListCounts(
            eligible: list.counts.eligible, shown: list.counts.listed,
            leftOut: zip(programme.programme.exclusions, list.counts.leftOut).map { exclusion, people in
                if case .caseload = exclusion.rule {
                    return .init(why: exclusion.words, people: people, unknown: caseloads.unknown)
                }
                return .init(why: exclusion.words, people: people)
            },
            belowTheLine: list.counts.belowTheLine, nearMisses: list.counts.nearMisses)
        var header = header(place, key: list.key, counts)
        header.expectation = expectation(rows, programme)
        header.parts = partCounts[place]?.parts(of: list, words)
        return ListDocument(
            header: header, rows: rows, nearMisses: self.rows(programme.nearMisses.lists[list.key] ?? [], place))
    }

    /// What stands above a list of the programme.
    func header(_ place: Int, key: String, _ counts: ListCounts) -> ListHeader {
        let (programme, model) = (selected[place].programme, selected[place].scorer.model)
        let practice = programme.split == .practice ? key : nil
        let selection = programme.selection.words(
            eligible: Figure.count(selected[place].cohort.counts.eligible), people: programme.presentation.people,
            rank: model.link == .logit ? "at highest risk" : "with most points",
            practice: practice)
        let rule = [selection, programme.stabilityWords(practice: practice)].compactMap(\.self).joined(separator: "; ")
        var header = ListHeader(
            programme: ListProgramme(
                id: programme.id, title: programme.title, rule: rule, riskOf: programme.riskOf,
                scale: model.link == .logit ? .risk : .points),
            place: self.place(programme.split, key), indexDate: dates.index.description,
            runDate: dates.run.description, isDemonstration: isDemonstration, modelName: model.name,
            modelVersion: model.version, counts: counts, sources: sources, notes: notes,
            notScored: programme.split == .practice ? unscored.counts(of: key) : [])
        header.run = run
        return header
    }

    /// What stands above a list that is kept, as far as it is of tonight.
    func header(of kept: KeptProgramme, key: String) -> ListHeader {
        let programme = kept.programme
        var header = ListHeader(
            programme: ListProgramme(
                id: programme.id, title: programme.title, rule: "", riskOf: programme.riskOf, scale: kept.scale),
            place: place(programme.split, key), indexDate: dates.index.description, runDate: dates.run.description,
            isDemonstration: isDemonstration, modelName: "", modelVersion: "",
            counts: ListCounts(eligible: 0, shown: 0, leftOut: [], belowTheLine: 0, nearMisses: 0), sources: sources,
            notes: notes, notScored: programme.split == .practice ? unscored.counts(of: key) : [])
        header.run = run
        return header
    }

    func place(_ split: ListSplit, _ key: String) -> ListPlace {
        switch split {
        case .practice: ListPlace(kind: .practice, code: key, name: population.practices[key]?.name ?? "")
        case .neighbourhood: ListPlace(kind: .neighbourhood, code: key, name: "")
        case .provider: ListPlace(kind: .provider, code: key, name: "")
        }
    }

    // MARK: Rows

    private func rows(_ members: [CohortMember], _ place: Int) -> [ListRow] {
        let plan = selected[place].plan
        var matrix = FeatureMatrix(columns: plan.columns)
        var evaluator = plan.evaluator()
        evaluator.evaluate(members.map { standings.scored[$0.row.index] }[...], into: &matrix)
        return members.enumerated().map { row, member in self.row(member, RowID(row), matrix, place) }
    }

    private func row(_ member: CohortMember, _ row: RowID, _ matrix: FeatureMatrix, _ place: Int) -> ListRow {
        let (programme, scorer) = (selected[place].programme, selected[place].scorer)
        let contributions = scorer.largestContributions(20, of: row, in: matrix)
        let person = person(member)
        let values = matrix.row(row.index)
        let facts = told[place].sentences(member.row, values: values)
        let why = reasons[selected[place].planPlace].reasons(contributions, values: values)
        var one = ListRow(
            rankInPractice: member.rankInPractice, rank: member.rank, personID: population.persons.ids[person],
            risk: Self.rounded(scorer.score(selected[place].predictors[member.row.index]), to: 1e6),
            factors: contributions.prefix(ListRow.mostFactors).map {
                ListRow.Factor(
                    name: matrix.columns[$0.column].name, contribution: Self.rounded($0.value, to: 1e4))
            },
            band: programme.bands[member.band].name,
            reasons: facts + why.filter { !facts.contains($0) },
            ageBand: ageAndSex.ageBand(of: person), sex: ageAndSex.sex(of: person),
            caseloads: caseloads.programmes(of: person)?.map(title),
            alsoOn: alsoOn(member, place))
        one.part = groupOf(member, place).map { words.name($0, of: partCounts[place]?.attribute.name ?? "") }
        if selected[place].programme.presentation.groupedBy != nil, one.part == nil { one.part = "" }
        return one
    }

    /// As the table has it, so that every format tells the same, and a list that is read back is the list.
    private static func rounded(_ value: Double, to parts: Double) -> Double { (value * parts).rounded() / parts }

    /// The titles of the other programmes on whose lists a person is; of those that choose the same people, and only
    /// list them otherwise, the first. A practice is told all of its people; a team or a hospital those alone whose lists
    /// it gets too, for what a person is ill with may be nothing that it is to know.
    private func alsoOn(_ member: CohortMember, _ place: Int) -> [String] {
        let split = selected[place].programme.split
        var told = [place]
        for other in programmesOfRow[member.row] ?? []
        where other != place && (split == .practice || selected[other].programme.split == split)
            && !told.contains(where: { selected[$0].programme.choosesTheSame(as: selected[other].programme) })
        {
            told.append(other)
        }
        return told.dropFirst().map { selected[$0].programme.title }
    }

    /// What the person stands together with others by; nil where that is nothing, or is not known.
    private func groupOf(_ member: CohortMember, _ place: Int) -> String? {
        guard let name = selected[place].programme.presentation.groupedBy else { return nil }
        return selected[place].candidates.attributes[name]?[member.row]
    }

    private func person(_ member: CohortMember) -> Int { Int(standings.scored[member.row.index]) }

    /// A programme's title, or the name that a caseload has for it.
    private func title(_ id: String) -> String {
        selected.first { $0.programme.id == id }?.programme.title ?? id
    }

    private func expectation(_ rows: [ListRow], _ programme: SelectedProgramme) -> ListExpectation? {
        guard programme.scorer.model.link == .logit else { return nil }
        return ListExpectation(rows, evaluation: programme.evaluation)
    }
}

extension IngestResult {
    /// Every source with its dates, and every table that the run goes without.
    fileprivate var listSources: [ListSource] {
        sources.map { source in
            ListSource(
                name: source.source, extractedOn: source.extractedOn, completeTo: source.completeTo,
                ageInDays: source.ageInDays,
                note: source.warnings.isEmpty ? nil : source.warnings.joined(separator: "; "))
        }
            + missingTables.sorted { $0.key.rawValue < $1.key.rawValue }.map { table, reason in
                ListSource(name: table.rawValue, extractedOn: nil, completeTo: nil, isMissing: true, note: reason)
            }
    }
}
