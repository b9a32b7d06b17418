extension RiskModel {
    /// How a database spells what the standard does not give all of them.
    public enum SQLDialect: String, Sendable, CaseIterable {
        /// SQL:2003, as PostgreSQL, DuckDB, SQLite, Oracle, MySQL and Snowflake have it.
        case standard
        /// Microsoft SQL Server.
        case tsql

        var logarithm: String {
            switch self {
            case .standard: "LN"
            case .tsql: "LOG"
            }
        }
    }

    /// The score as one SQL expression over columns that are named for the features.
    ///
    /// A feature of words is compared with its words, and one that may be missing is filled in as the model does. Every
    /// number has an exponent, which makes it a double everywhere, and every column of numbers is multiplied by 1e0: of
    /// whole numbers, a product might not fit, and a text of digits would be compared as a text. Where this program would refuse a row, for a value that
    /// is missing and has no stand-in or for a word that the model does not know, the score is NULL.
    public func sql(_ dialect: SQLDialect = .standard) -> String {
        let refused = refusals.map { "\n WHEN \($0) THEN NULL" }.joined()
        return refused.isEmpty ? sqlScore(dialect) : "CASE\(refused)\n ELSE \(sqlScore(dialect)) END"
    }

    /// Conditions on columns under which there is no score. `CASE` and `COALESCE` would make a number of NULL.
    private var refusals: [String] {
        let needed = Set(terms.flatMap { $0.basis.inputs.filter(\.needsValue).map(\.feature) })
        let valueless = features.filter { $0.missingAs == nil && needed.contains($0.name) }.map(\.name)
        let unknown = features.filter { !$0.levels.isEmpty }.map { feature in
            "\(Self.column(feature.name)) NOT IN (\(feature.levels.map(Self.sql).joined(separator: ", ")))"
        }
        return (valueless + [offset].compactMap(\.self)).map { "\(Self.column($0)) IS NULL" } + unknown
    }

    private func sqlScore(_ dialect: SQLDialect) -> String {
        let predictor = sqlPredictor(dialect)
        switch (calibration, link) {
        case (.identity, .identity): return predictor
        case (.identity, .logit): return Self.logistic(predictor)
        case (.linear(let intercept, let slope), let link):
            let line = "(\(Self.sql(intercept)) + \(Self.sql(slope)) * \(predictor))"
            return link == .logit ? Self.logistic(line) : line
        case (.isotonic(let predictors, let risks), _):
            return Self.interpolation(predictor, predictors, risks)
        }
    }

    private func sqlPredictor(_ dialect: SQLDialect) -> String {
        let named = Dictionary(uniqueKeysWithValues: features.map { ($0.name, $0) })
        let lines = terms.filter { $0.coefficient != 0 }.map { term in
            let product = term.basis.inputs.map { input in
                input.sql(named[input.feature], dialect)
            }.joined(separator: " * ")
            return "\n  + \(Self.sql(term.coefficient / term.scale)) * (\(product) - \(Self.sql(term.mean)))"
        }
        let known = offset.map { "\n  + \(Self.column($0))" } ?? ""
        return "(\(Self.sql(intercept))\(lines.joined())\(known))"
    }

    private static func logistic(_ predictor: String) -> String { "1e0 / (1e0 + EXP(-\(predictor)))" }

    private static func interpolation(_ predictor: String, _ predictors: [Double], _ risks: [Double]) -> String {
        var text = "CASE WHEN \(predictor) <= \(sql(predictors[0])) THEN \(sql(risks[0]))"
        for place in predictors.indices.dropFirst() {
            let (low, high) = (predictors[place - 1], predictors[place])
            let slope = (risks[place] - risks[place - 1]) / (high - low)
            text +=
                "\n WHEN \(predictor) <= \(sql(high)) THEN "
                + "\(sql(risks[place - 1])) + \(sql(slope)) * (\(predictor) - \(sql(low)))"
        }
        return text + "\n ELSE \(sql(risks[risks.count - 1])) END"
    }

    static func column(_ name: String) -> String { "\"" + name.replacing("\"", with: "\"\"") + "\"" }

    static func sql(_ word: String) -> String { "'" + word.replacing("'", with: "''") + "'" }

    /// A double as SQL writes one: `(-2.5e0)`.
    static func sql(_ number: Double) -> String {
        let text = "\(number)"
        let literal = text.contains("e") ? text : text + "e0"
        return number < 0 ? "(\(literal))" : literal
    }
}

extension BasisTerm.Input {
    /// Whether it is no number where the feature is missing.
    fileprivate var needsValue: Bool { transforms.first != .missing }

    fileprivate func sql(_ feature: RiskModel.Feature?, _ dialect: RiskModel.SQLDialect) -> String {
        let column = RiskModel.column(self.feature)
        var rest = transforms[...]
        var value = coded(column, feature)
        if rest.first == .missing {
            value = "(CASE WHEN \(column) IS NULL THEN 1e0 ELSE 0e0 END)"
            rest = rest.dropFirst()
        } else if let missingAs = feature?.missingAs {
            value = "COALESCE(\(value), \(RiskModel.sql(missingAs)))"
        }
        return rest.reduce(value) { $1.sql($0, dialect) }
    }

    /// A column of numbers as a double, and one of words as the number that stands for each; NULL for others.
    private func coded(_ column: String, _ feature: RiskModel.Feature?) -> String {
        guard let levels = feature?.levels, !levels.isEmpty else { return "(1e0 * \(column))" }
        let cases = levels.enumerated().map { place, word in
            " WHEN \(RiskModel.sql(word)) THEN \(RiskModel.sql(Double(place)))"
        }
        return "(CASE \(column)\(cases.joined()) END)"
    }
}

extension Transform {
    fileprivate func sql(_ value: String, _ dialect: RiskModel.SQLDialect) -> String {
        func number(_ value: Double) -> String { RiskModel.sql(value) }
        switch self {
        case .log1p: return "\(dialect.logarithm)(1e0 + \(Self.positive(value)))"
        case .cap(let most): return "(CASE WHEN \(value) < \(number(most)) THEN \(value) ELSE \(number(most)) END)"
        case .above(let knot): return Self.positive("(\(value) - \(number(knot)))")
        case .below(let knot): return Self.positive("(\(number(knot)) - \(value))")
        case .equals(let other): return "(CASE WHEN \(value) = \(number(other)) THEN 1e0 ELSE 0e0 END)"
        case .missing: return "(CASE WHEN \(value) IS NULL THEN 1e0 ELSE 0e0 END)"
        case .steps(let edges, let values):
            let cases = zip(edges, values.dropFirst()).reversed().map {
                " WHEN \(value) >= \(number($0)) THEN \(number($1))"
            }
            return edges.isEmpty ? number(values[0]) : "(CASE\(cases.joined()) ELSE \(number(values[0])) END)"
        case .spline(let knots, let part):
            let (own, next, last) = (knots[part], knots[knots.count - 2], knots[knots.count - 1])
            let span = last - knots[0]
            func cube(_ knot: Double) -> String {
                let difference = "(\(value) - \(number(knot)))"
                return "(CASE WHEN \(value) > \(number(knot)) THEN \(difference) * \(difference) * \(difference) "
                    + "ELSE 0e0 END)"
            }
            return "((\(cube(own)) - \(number((last - own) / (last - next))) * \(cube(next)) "
                + "+ \(number((next - own) / (last - next))) * \(cube(last))) / \(number(span * span)))"
        }
    }

    private static func positive(_ value: String) -> String { "(CASE WHEN \(value) > 0 THEN \(value) ELSE 0e0 END)" }
}
