extension RiskModel {
    /// The model as rows that `CoefficientTable` reads back, with what a person gets for a missing value, the words of a
    /// feature and the calibration, so that it is the same model there.
    ///
    /// - Throws: `ScoringError.calibrationNotInTable`, where the table cannot hold the calibration.
    public func coefficientTable() throws(ScoringError) -> [[String]] {
        var rows = [CoefficientTable.columns, row(.intercept, link.rawValue, intercept)]
        switch calibration {
        case .identity: break
        case .linear(let intercept, let slope):
            rows += [row(.calibrationIntercept, "", intercept), row(.calibrationSlope, "", slope)]
        case .isotonic: throw .calibrationNotInTable(model: name, version: version)
        }
        if let offset { rows.append([CoefficientTable.offset + offset, "", "1.0", "", "", "", ""]) }
        let named = Dictionary(uniqueKeysWithValues: features.map { ($0.name, $0) })
        return rows + terms.map { row($0, named) }
    }

    private func row(_ kind: CoefficientTable.Row, _ transforms: String, _ number: Double) -> [String] {
        [kind.rawValue, transforms, "\(number)", "", "", "", ""]
    }

    private func row(_ term: Term, _ named: [String: Feature]) -> [String] {
        let inputs = term.basis.inputs
        func joined(_ parts: [String]) -> String {
            parts.allSatisfy(\.isEmpty) ? "" : parts.joined(separator: " * ")
        }
        return [
            joined(inputs.map(\.feature)), joined(inputs.map { $0.transformWords(named[$0.feature]) }),
            "\(term.coefficient)", term.mean == 0 ? "" : "\(term.mean)", term.scale == 1 ? "" : "\(term.scale)",
            joined(inputs.map { named[$0.feature]?.missingAs.map { "\($0)" } ?? "" }),
            joined(inputs.map { named[$0.feature]?.levels.joined(separator: " | ") ?? "" }),
        ]
    }

    /// Whether another scores everybody as this one does, by the same contributions: for one that was read back.
    public func scoresAs(_ other: RiskModel) -> Bool {
        func weights(_ model: RiskModel) -> [Term] {
            model.terms.map { term in
                var term = term
                term.basis.name = ""
                return term
            }
        }
        func used(_ model: RiskModel) -> [String: Feature] {
            let names = Set(model.terms.flatMap { $0.basis.inputs.map(\.feature) })
            return Dictionary(
                uniqueKeysWithValues: model.features.filter { names.contains($0.name) }.map { ($0.name, $0) })
        }
        return intercept == other.intercept && link == other.link && calibration == other.calibration
            && offset == other.offset && weights(self) == weights(other) && used(self) == used(other)
    }
}
