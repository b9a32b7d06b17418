import Configuration
import FeatureData
import Features
import Foundation
import Hashing
import ReadyTables
import Scoring

/// Makes a model folder of coefficients that were fitted elsewhere, or published.
public struct ModelImport {
    /// Where the features' definitions are.
    public enum Definitions: Sendable {
        /// A catalogue of the models folder, for use on extracts.
        case catalogue(String)
        /// A ready table's columns, which define themselves.
        case readyTable
    }

    /// What the terms add up to.
    public enum Score: String, Sendable, CaseIterable {
        /// The log-odds of a risk.
        case risk
        case points

        var link: RiskModel.Link {
            switch self {
            case .risk: .logit
            case .points: .identity
            }
        }
    }

    private let table: CoefficientTable
    private let definitions: Definitions

    /// - Parameter path: a table of coefficients (`CoefficientTable`), or a scikit-learn model as JSON
    ///   (`ScikitLearnModel`).
    public init(path: String, definitions: Definitions) throws {
        let file = URL(filePath: path).lastPathComponent
        guard let data = FileManager.default.contents(atPath: path) else { throw PipelineError.unreadable(file: file) }
        let text = String(decoding: data, as: UTF8.self)
        table = try CoefficientTable(
            path.hasSuffix(".json") ? ScikitLearnModel(json: data, file: file).coefficients : text, file: file)
        self.definitions = definitions
    }

    /// Writes `model.json` and `CARD.md`.
    ///
    /// - Throws: `PipelineError.featuresUnknown` where the catalogue has no such features.
    public func run(name: String, version: String, score: Score, to folder: String) throws {
        try ModelFolder(folder).checkFree()
        let fingerprint = try fingerprints()
        let unknown = table.features.map(\.name).filter { fingerprint($0) == nil }
        guard unknown.isEmpty else { throw PipelineError.featuresUnknown(features: unknown) }
        let model = try table.model(name: name, version: version, link: score.link) { fingerprint($0) ?? "" }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try NewFile.write(card(model), to: folder + "/CARD.md")
        try NewFile.write(
            String(decoding: try model.json(file: "model.json"), as: UTF8.self), to: folder + "/model.json")
    }

    private func fingerprints() throws -> (String) -> String? {
        switch definitions {
        case .readyTable:
            return { FeatureColumn.fingerprint(ofReady: $0) }
        case .catalogue(let name):
            let folder = try ModelsFolder.besideProgram()
            let catalogue = try Catalogue(
                path: folder.catalogue(name), codeLists: folder.codeLists, hash: { SHA256Digest(of: $0).hexadecimal })
            return { catalogue.fingerprint(of: $0) }
        }
    }

    private func card(_ model: RiskModel) -> String {
        let origin = table.comments.map { comment in
            let parts = comment.split(separator: ":", maxSplits: 1).map(String.init)
            return parts.count == 2 ? "- **\(parts[0].capitalized)**:\(parts[1])" : "- \(comment)"
        }
        let inputs: String
        switch definitions {
        case .readyTable: inputs = "Columns of a ready table: `anticipate score --table`."
        case .catalogue(let name): inputs = "Features of the catalogue \(name), on extracts."
        }
        let offset = model.offset.map { ["- `\($0)`, an offset, which is added as it is"] } ?? []
        return """
            # \(model.name) \(model.version)

            Written by `anticipate import`. It was not fitted by this program, nor on local people: evaluate it on them
            before use (`anticipate evaluate`), and see to its calibration.
            \(model.isSynthetic ? Self.syntheticWarning : "")
            ## Origin

            \(origin.isEmpty ? "_To be completed by the responsible person._" : origin.joined(separator: "\n"))

            ## Inputs

            \(inputs)

            \((model.features.map { "- `\($0.name)`" + words(of: $0) } + offset).joined(separator: "\n"))

            ## The score

            ```
            \(model.formula)```

            """
    }

    private static let syntheticWarning = """

        **Its coefficients are of people who do not exist. It ranks nobody real: `anticipate run` refuses it without
        `--demo`.**

        """

    private func words(of feature: RiskModel.Feature) -> String {
        feature.levels.isEmpty ? "" : ": " + feature.levels.joined(separator: ", ")
    }
}
