extension ScoringError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .notJSON(let file):
            "\(file): this is not valid JSON with numbers that a double can hold. Restore the file as it was written."
        case .unknownFormatVersion(let file, let found, let supported):
            "\(file): the file has format version \(found) and this program reads 1 to \(supported). "
                + "Use the program that wrote it, or train the model again."
        case .unknownKeys(let file, let path, let keys, let allowed):
            "\(file)\(at(path)): unknown key \(list(keys)). Allowed are \(list(allowed))."
        case .missingKey(let file, let path, let key):
            "\(file)\(at(path)): the key \(key) is missing."
        case .wrongType(let file, let path, let expected):
            "\(file)\(at(path)): this must be \(expected)."
        case .unknownChoice(let file, let path, let allowed):
            "\(file)\(at(path)): unknown value. Allowed are \(list(allowed))."
        case .notFinite(let file, let path):
            "\(file)\(at(path)): this must be a finite number."
        case .notPositive(let file, let path):
            "\(file)\(at(path)): this must be more than 0."
        case .duplicateFeature(let file, let name):
            "\(file): the feature \(name) is there more than once."
        case .offsetIsFeature(let file, let name):
            "\(file): \(name) is a feature and the offset. A column is one of the two."
        case .duplicateTerm(let file, let name):
            "\(file): the term \(name) is there more than once."
        case .termInputs(let file, let path):
            "\(file)\(at(path)): a term has one input or more, each of a feature of the model."
        case .isotonicShape(let file):
            "\(file): an isotonic calibration is of a logit model and has as many ascending predictors as risks from 0 "
                + "to 1 that do not fall."
        case .histogramShape(let file, let feature):
            "\(file): the histogram of \(feature) must be of a feature of the model, with ascending edges and one "
                + "count more than edges, none negative."
        case .repeatedKey(let file, let key):
            "\(file): the key \(key) is there more than once in one object. Restore the file as it was written."
        case .noGoldenVectors(let file):
            "\(file): there is no golden vector, so that nothing tells whether the file was changed after it was written. "
                + "Restore the file, or train the model again."
        case .goldenVectorLength(let file, let index, let values, let features):
            "\(file): golden vector \(index + 1) has \(values) values and the model \(features) features."
        case .goldenVectorDiffers(let file, let index, let stored, let computed):
            "\(file): golden vector \(index + 1) gives a linear predictor of \(computed), and the file says \(stored). "
                + "The file was changed after it was written: restore it, or train the model again."
        case .noIntercept(let file):
            "\(file): a risk needs the row (intercept), the log-odds of one for whom every term is 0. Add it, even "
                + "where it is 0; or, where the terms add up to a score of points, say --score points."
        case .otherLink(let file, let link):
            "\(file): its (intercept) says the link \(link.rawValue): say --score "
                + "\(link == .logit ? "risk" : "points")."
        case .calibrationNotInTable(let model, let version):
            "The model \(model) \(version) has an isotonic calibration, which a table of coefficients cannot hold. "
                + "Take its model.json, or export it as sql."
        case .namesNotInTable(let model, let version):
            "The model \(model) \(version) has a name or a word that a table of coefficients would read otherwise, such as "
                + "one with \" * \", \" | \" or # in it. Take its model.json, or export it as sql."
        case .unusable(let model, let version, let problems):
            "The model \(model) \(version) cannot score this run: "
                + problems.prefix(Self.mostProblems).map(\.description).joined(separator: "; ")
                + (problems.count > Self.mostProblems ? "; and \(problems.count - Self.mostProblems) more like it" : "")
                + ". Supply the sources it needs, or use a model trained on this catalogue."
        }
    }

    /// Told of a model that cannot be used; one of another catalogue has hundreds.
    private static let mostProblems = 10

    private func at(_ path: String) -> String { path.isEmpty ? "" : ": \(path)" }

    private func list(_ names: [String]) -> String { names.joined(separator: ", ") }
}

extension BindingProblem: CustomStringConvertible {
    public var description: String {
        switch self {
        case .missing(let feature):
            "the catalogue has no feature \(feature)"
        case .unavailable(let feature, let reason):
            "\(feature) is unavailable: \(reason)"
        case .offset(let column):
            "the model adds the offset \(column), a column of a ready table, which is not here"
        case .otherFingerprint(let feature, let model, let catalogue):
            "\(feature) has the fingerprint \(catalogue) in the catalogue and \(model) in the model"
        }
    }
}
