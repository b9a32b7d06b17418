import Records

extension Persons {
    /// By person, the number of their practice among its codes; of those without one it is that of the empty code.
    var practices: (ids: IDColumn, codes: [String])? {
        guard case .codes(let ids, let codes)? = column("practice_code") else { return nil }
        return (ids, codes)
    }

    /// Persons registered, by practice code.
    var registeredByPractice: [String: Int] { countsByPractice(0..<count) }

    /// Who is barred by the opt-outs, by practice code.
    var objectorsByPractice: [String: Int] { countsByPractice((0..<count).lazy.filter { bar(of: $0) == .objected }) }

    /// Some persons, by practice code; those are not counted of whom no practice is known.
    func countsByPractice(_ people: some Sequence<Int>) -> [String: Int] {
        guard let (ids, codes) = practices else { return [:] }
        var counts = [Int](repeating: 0, count: codes.count)
        for person in people { counts[ids[person]] += 1 }
        return Self.named(counts, codes)
    }

    /// What was counted by the number of the practice, by its code; without what is 0, and what is of no practice.
    static func named(_ counts: [Int], _ codes: [String]) -> [String: Int] {
        Dictionary(uniqueKeysWithValues: zip(codes, counts).filter { !$0.isEmpty && $1 > 0 })
    }
}
