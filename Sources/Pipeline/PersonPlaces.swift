import Records

/// Where people are registered tonight: their practice and their neighbourhood team.
struct PersonPlaces: Sendable {
    private let practices: (ids: IDColumn, codes: [String])?
    private let ownTeams: (ids: IDColumn, names: [String])?
    /// By the id of a practice: the team that looks after it; empty where none does.
    private let teamOfPractice: [String]
    private let count: Int

    init(_ population: Population) {
        let persons = population.persons
        count = persons.count
        practices = persons.practices
        if case .codes(let ids, let names)? = persons.column("neighbourhood") {
            ownTeams = (ids, names)
        } else {
            ownTeams = nil
        }
        teamOfPractice = (practices?.codes ?? []).map { population.practices[$0]?.neighbourhood ?? "" }
    }

    /// Nil where it is not known.
    func practice(of person: Int) -> String? {
        practices.map { $0.codes[$0.ids[person]] }.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The person's own, or else that of their practice; nil where neither is known.
    func team(of person: Int) -> String? {
        if let ownTeams, case let own = ownTeams.names[ownTeams.ids[person]], !own.isEmpty { return own }
        guard let practices else { return nil }
        let team = teamOfPractice[practices.ids[person]]
        return team.isEmpty ? nil : team
    }

    /// By practice: the teams that have people of it.
    var teams: [String: Set<String>] {
        guard let practices else { return [:] }
        // A million people are of few practices and teams: those are told apart by their numbers.
        var met: Set<SIMD2<Int32>> = []
        var teams: [String: Set<String>] = [:]
        for person in 0..<count {
            let pair = SIMD2(Int32(practices.ids[person]), Int32(ownTeams.map { $0.ids[person] } ?? 0))
            guard met.insert(pair).inserted, let practice = practice(of: person), let team = team(of: person) else {
                continue
            }
            teams[practice, default: []].insert(team)
        }
        return teams
    }
}
