import Tabular

/// Where in a file the columns of each role are.
struct TableColumns: Sendable {
    /// A predictor: a number, or one of words.
    struct Predictor: Sendable {
        let name: String
        let place: Int
        let isCategorical: Bool
        /// Words known beforehand; nil where all words found are taken.
        let levels: [String]?
        /// The commonest number at the start of the file, by which its blocks are stored; 0 for words.
        var usual = 0.0
    }

    let names: [String]
    let id: Int
    let outcome: Int?
    let weight: Int?
    let offset: Int?
    let words: [Int]
    /// Whether a predictor might have been one of words.
    let findsWords: Bool
    var predictors: [Predictor]

    /// - Throws: `ReadyTableError` where the header does not have the roles' columns.
    init(file: String, names: [String], roles: TableRoles, sample: TableSample) throws(ReadyTableError) {
        let places = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        if let twice = names.enumerated().first(where: { !$1.isEmpty && places[$1] != $0 })?.element {
            throw .duplicateColumn(file: file, column: twice)
        }
        let named = roles.others + (roles.predictors ?? []) + roles.categorical
        let missing = named.filter { places[$0] == nil }
        guard missing.isEmpty else {
            throw .missingColumns(file: file, columns: missing, separator: .inside(names))
        }
        let predictors = roles.predictors(among: names)
        for claimed in [roles.others, roles.others.filter { !roles.words.contains($0) } + predictors] {
            if let twice = claimed.first(where: { name in claimed.count { $0 == name } > 1 }) {
                throw .roleTwice(file: file, column: twice)
            }
        }
        guard !predictors.isEmpty || roles.predictors != nil else { throw .noPredictors(file: file) }
        guard predictors.count <= ReadyTableError.mostPredictors else {
            throw .tooManyPredictors(file: file, count: predictors.count)
        }

        func place(_ name: String) -> Int { places[name] ?? 0 }
        self.names = names
        id = place(roles.id)
        outcome = roles.outcome.map(place)
        weight = roles.weight.map(place)
        offset = roles.offset.map(place)
        words = roles.words.map(place)
        findsWords = roles.findsWords
        self.predictors = predictors.map { name in
            let levels = roles.levels[name]
            let isCategorical =
                levels != nil || roles.categorical.contains(name)
                || roles.findsWords && sample.isOfWords(place(name))
            return Predictor(
                name: name, place: place(name), isCategorical: isCategorical, levels: levels,
                usual: isCategorical ? 0 : sample.usual(of: place(name)))
        }
    }
}
