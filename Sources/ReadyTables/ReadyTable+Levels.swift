import FeatureData

extension ReadyTable {
    /// The table as a model knows it that is fitted on some of its rows: the words of its predictors are those that these
    /// rows hold. Elsewhere, another word is a value that is missing.
    ///
    /// - Parameters:
    ///   - fitted: the rows that the model is fitted on.
    ///   - evaluated: the rows that it is to score.
    /// - Throws: `ReadyTableError.rows` where one of these holds a word that no row of the fit has.
    public func knownByFit(on fitted: [Int], scoring evaluated: [Int]) throws(ReadyTableError) -> ReadyTable {
        let lessened = wordColumns.map { LessenedColumn($0, levels: levels[$0.column], fitted: fitted) }
            .filter { $0.newPlaces.contains(nil) }
        guard !lessened.isEmpty else { return self }
        try checkWords(of: evaluated, lessened)
        var known = self
        for column in lessened {
            known.levels[column.column] = zip(levels[column.column], column.newPlaces).filter { $1 != nil }.map(\.0)
        }
        known.matrix = recoded(lessened)
        return known
    }

    /// The predictors of words: by row, the word's place, or NaN where it is missing.
    private var wordColumns: [(column: Int, places: [Double])] {
        let columns = levels.indices.filter { !levels[$0].isEmpty }
        return Array(zip(columns, matrix.values(ofColumns: columns))).map { (column: $0, places: $1) }
    }

    private func checkWords(of rows: [Int], _ lessened: [LessenedColumn]) throws(ReadyTableError) {
        let problems = lessened.compactMap { column -> RowProblem? in
            let broken = rows.filter { column.isUnknown(inRow: $0) }.map { lines[$0] }
            return broken.min().map {
                RowProblem(
                    line: $0, column: matrix.columns[column.column].name, rule: .wordOfNoFit, rows: broken.count)
            }
        }
        guard problems.isEmpty else {
            throw .rows(
                file: file, Array(problems.prefix(ReadyTableError.mostTold)),
                count: problems.reduce(0) { $0 + $1.rows })
        }
    }

    private func recoded(_ lessened: [LessenedColumn]) -> FeatureMatrix {
        var recoded = FeatureMatrix(columns: matrix.columns)
        for row in 0..<rowCount {
            var values = matrix.row(row)
            for column in lessened { values[column.column] = column.newPlace(inRow: row) }
            recoded.append(row: values)
        }
        return recoded
    }
}

/// A predictor of words, and which of them are in the rows of a fit.
private struct LessenedColumn {
    let column: Int
    /// By row, the word's place among all words; NaN where it is missing.
    private let places: [Double]
    /// By word, its place among those of the fit; nil where no row of the fit has it.
    let newPlaces: [Int?]

    init(_ words: (column: Int, places: [Double]), levels: [String], fitted: [Int]) {
        (column, places) = words
        var isFitted = levels.map { _ in false }
        for row in fitted where !words.places[row].isNaN { isFitted[Int(words.places[row])] = true }
        var next = 0
        newPlaces = isFitted.map { isThere in
            defer { next += isThere ? 1 : 0 }
            return isThere ? next : nil
        }
    }

    func isUnknown(inRow row: Int) -> Bool { !places[row].isNaN && newPlaces[Int(places[row])] == nil }

    /// NaN where the word is missing, or is none of the fit's.
    func newPlace(inRow row: Int) -> Double {
        guard !places[row].isNaN, let place = newPlaces[Int(places[row])] else { return .nan }
        return Double(place)
    }
}
