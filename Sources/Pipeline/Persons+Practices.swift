import Records

extension Persons {
    /// Persons registered, by practice code.
    var registeredByPractice: [String: Int] { countsByPractice(0..<count) }

    /// Who is barred by the opt-outs, by practice code.
    var objectorsByPractice: [String: Int] { countsByPractice((0..<count).lazy.filter { bar(of: $0) == .objected }) }

    /// Some persons, by practice code; those are not counted of whom no practice is known.
    func countsByPractice(_ people: some Sequence<Int>) -> [String: Int] {
        guard case .codes(let ids, let dictionary)? = column("practice_code") else { return [:] }
        var counts = [Int](repeating: 0, count: dictionary.count)
        for person in people { counts[ids[person]] += 1 }
        return Dictionary(uniqueKeysWithValues: zip(dictionary, counts)).filter { !$0.key.isEmpty && $0.value > 0 }
    }
}
