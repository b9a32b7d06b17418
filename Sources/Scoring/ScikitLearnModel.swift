import Configuration
import Foundation

/// A logistic regression of scikit-learn, as its attributes in JSON.
///
/// In Python, for a classifier `m` and, where there is one, the `StandardScaler` `s` before it:
///
///     json.dump({"feature_names_in_": list(s.feature_names_in_), "coef_": m.coef_.tolist(),
///                "intercept_": m.intercept_.tolist(), "mean_": s.mean_.tolist(), "scale_": s.scale_.tolist()}, file)
public struct ScikitLearnModel: Sendable {
    private struct Attributes: Decodable {
        let names: [String]
        let coefficients: [[Double]]
        let intercepts: [Double]
        let means: [Double]?
        let scales: [Double]?

        enum CodingKeys: String, CodingKey {
            case names = "feature_names_in_"
            case coefficients = "coef_"
            case intercepts = "intercept_"
            case means = "mean_"
            case scales = "scale_"
        }
    }

    private let attributes: Attributes

    /// - Throws: `SettingsRefused` where the text is no such model.
    public init(json: Data, file: String) throws(SettingsRefused) {
        func refused(_ message: String) -> SettingsRefused {
            SettingsRefused(problems: [SettingProblem(file: file, line: 1, column: 1, message: message)])
        }
        guard let attributes = try? JSONDecoder().decode(Attributes.self, from: json) else {
            throw refused(
                "expected an object with feature_names_in_, coef_, intercept_ and, where columns were scaled, mean_ "
                    + "and scale_")
        }
        let count = attributes.names.count
        guard attributes.coefficients.count == 1, attributes.intercepts.count == 1 else {
            throw refused("coef_ and intercept_ must be of one outcome of two classes")
        }
        let lengths = [
            attributes.coefficients[0].count, attributes.means?.count ?? count, attributes.scales?.count ?? count,
        ]
        guard lengths.allSatisfy({ $0 == count }), count > 0 else {
            throw refused("coef_, mean_ and scale_ must have as many numbers as feature_names_in_ has names")
        }
        guard attributes.names.allSatisfy({ !$0.contains(where: \.isNewline) && !$0.contains(" * ") }) else {
            throw refused("a name in feature_names_in_ must not hold a line break or \" * \"")
        }
        self.attributes = attributes
    }

    /// The same as a table of coefficients.
    public var coefficients: String {
        let rows = attributes.names.indices.map { place in
            let (mean, scale) = (attributes.means?[place] ?? 0, attributes.scales?[place] ?? 1)
            let name = attributes.names[place].replacing("\"", with: "\"\"")
            return "\"\(name)\",,\(attributes.coefficients[0][place]),\(mean),\(scale)"
        }
        let head = ["features,transforms,coefficient,mean,scale", "(intercept),logit,\(attributes.intercepts[0]),,"]
        return (head + rows).joined(separator: "\n")
    }
}
