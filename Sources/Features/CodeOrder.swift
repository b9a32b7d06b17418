import Records

/// The codes of a dictionary in their order, in which those with one prefix stand together.
struct CodeOrder {
    private let codes: [(code: String, id: Int)]

    init(_ dictionary: [String]) {
        codes = dictionary.enumerated().map { (code: $1, id: $0) }.sorted { $0.code < $1.code }
    }

    /// The ids of the codes that an entry of a list matches.
    func ids(of entry: CodeList.Entry) -> [Int] {
        var place = firstPlace(notBefore: entry.code)
        var ids: [Int] = []
        while place < codes.count, codes[place].code.utf8.starts(with: entry.code.utf8) {
            if entry.matches(codes[place].code) { ids.append(codes[place].id) }
            place += 1
        }
        return ids
    }

    private func firstPlace(notBefore code: String) -> Int {
        var (low, high) = (0, codes.count)
        while low < high {
            let middle = (low + high) / 2
            if codes[middle].code < code { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
