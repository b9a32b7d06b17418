import FeatureData
import Records

/// What an evaluation's results are told by: age band, sex, ethnicity, deprivation, practice and each condition.
struct EvaluationGroups {
    /// Of the table's rows.
    let all: [Attribute]

    private static let ageBands: [(name: String, from: Double)] = [
        ("0 to 17", 0), ("18 to 39", 18), ("40 to 64", 40), ("65 to 74", 65), ("75 to 84", 75), ("85 and over", 85),
    ]

    /// - Parameter folder: has the words for the codes of ethnicity; where it has none, codes are told alone.
    init(population: Population, _ table: TrainingTable, words folder: ModelsFolder) {
        let facts = table.facts ?? Attributes(population, rows: table.persons)
        let matrix = table.matrix
        let values = Self.values(of: matrix)
        var all: [Attribute] = []
        if let ages = values["age"] {
            all.append(Self.banded("age", ages) { age in Self.ageBands.last { age >= $0.from }?.name })
        }
        if let sex = facts["sex"] {
            let words = ["1": "male", "2": "female"]
            let texts = sex.codes.map { $0 == Attribute.missing ? nil : words[sex.values[Int($0)]] }
            all.append(Attribute(name: "sex", texts: texts))
        }
        let ethnicities = folder.terms(of: "ethnic_category")
        all += ["ethnicity"].compactMap { facts[$0]?.worded(by: ethnicities) }
        if let deciles = values["imd_decile"] {
            let missing = values["imd_missing"]
            let known = deciles.enumerated().map { missing?[$0] == 1 ? 0 : $1 }
            all.append(
                Self.banded("deprivation quintile", known) { decile in
                    let quintile = ((decile + 1) / 2).rounded(.down)
                    return quintile < 1 ? nil : "\(Int(quintile))" + (quintile == 1 ? " (most deprived)" : "")
                })
        }
        all += ["practice"].compactMap { facts[$0] }
        for column in matrix.columns where Self.isCondition(column) {
            guard let flags = values[column.name] else { continue }
            all.append(
                Self.banded(column.reason.isEmpty ? column.name : column.reason, flags) { $0 > 0 ? "yes" : "no" })
        }
        self.all = all
    }

    private static func isCondition(_ column: FeatureColumn) -> Bool {
        column.name.hasPrefix("ltc_") && column.name != "ltc_count"
    }

    /// By name, the values of the columns that groups are made of.
    private static func values(of matrix: FeatureMatrix) -> [String: [Double]] {
        let places = matrix.columns.indices.filter { place in
            let column = matrix.columns[place]
            return isCondition(column) || ["age", "imd_decile", "imd_missing"].contains(column.name)
        }
        return Dictionary(
            uniqueKeysWithValues: zip(places.map { matrix.columns[$0].name }, matrix.values(ofColumns: places)))
    }

    /// - Parameter name: asked once for each distinct value; nil for one that belongs nowhere.
    private static func banded(_ group: String, _ values: [Double], _ name: (Double) -> String?) -> Attribute {
        let distinct = Set(values)
        let names = Dictionary(uniqueKeysWithValues: distinct.map { ($0, name($0)) })
        let ordered = Set(names.values.compactMap(\.self)).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        let codes = names.mapValues { name in
            name.flatMap { ordered.firstIndex(of: $0) }.map { Int32($0) } ?? Attribute.missing
        }
        return Attribute(name: group, values: ordered, codes: values.map { codes[$0] ?? Attribute.missing })
    }
}

extension Attribute {
    /// Codes with their words: `B: White Irish`, in the order of the codes.
    fileprivate func worded(by terms: [String: String]) -> Attribute {
        Attribute(name: name, values: values.map { code in terms[code].map { "\(code): \($0)" } ?? code }, codes: codes)
    }
}
