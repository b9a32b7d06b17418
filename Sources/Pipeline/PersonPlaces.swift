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
        func column(_ field: String) -> (IDColumn, [String])? {
            guard case .codes(let ids, let values)? = persons.column(field) else { return nil }
            return (ids, values)
        }
        practices = column("practice_code")
        ownTeams = column("neighbourhood")
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
        var teams: [String: Set<String>] = [:]
        for person in 0..<count {
            guard let practice = practice(of: person), let team = team(of: person),
                teams[practice]?.contains(team) != true
            else { continue }
            teams[practice, default: []].insert(team)
        }
        return teams
    }
}
