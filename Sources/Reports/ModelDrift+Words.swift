import Accounts
import Evaluation
import Tabular

extension ModelDrift {
    /// Features that a sentence names at most.
    private static let mostNamed = 5

    /// What to look at; nil where nothing has shifted.
    public var warning: String? {
        guard case .compared(let comparison) = finding else { return nil }
        let shifted = comparison.features.filter { $0.index > PopulationStabilityIndex.shifted }
        let named = shifted.prefix(Self.mostNamed).map { "\($0.name) (\(Self.figure($0.index)))" }
        let rest = shifted.count > named.count ? ["\(shifted.count - named.count) more features"] : []
        let risk = comparison.risk.flatMap {
            $0 > PopulationStabilityIndex.shifted ? "the risk (\(Self.figure($0)))" : nil
        }
        let all = [risk].compactMap(\.self) + named + rest
        guard !all.isEmpty else { return nil }
        return "The people of tonight have shifted from those it was trained on (population stability index over "
            + "\(PopulationStabilityIndex.shifted)): \(all.joined(separator: ", "))."
    }

    static func figure(_ index: Double) -> String { Figure.decimal(index, places: 3) }

    var json: JSONValue {
        var members: [String: JSONValue] = ["model": .string(model)]
        switch finding {
        case .notCompared(let reason): members["not_compared"] = .string(reason)
        case .compared(let comparison):
            members["who"] = .string(comparison.who)
            members["people"] = .integer(comparison.people)
            members["risk"] = comparison.risk.map(JSONValue.number) ?? .null
            members["features"] = .object(
                Dictionary(uniqueKeysWithValues: comparison.features.map { ($0.name, .number($0.index)) }))
        }
        return .object(members)
    }

    /// What `json` tells, read back; nil where it is none.
    init?(_ json: JSONValue) {
        guard let model = json["model"]?.asString else { return nil }
        if let reason = json["not_compared"]?.asString {
            self.init(model: model, finding: .notCompared(reason))
            return
        }
        guard let who = json["who"]?.asString, let people = json["people"]?.asInteger,
            let features = json["features"]?.asObject
        else { return nil }
        let comparison = Comparison(
            who: who, people: people, risk: json["risk"]?.asNumber,
            features: features.compactMap { name, index in index.asNumber.map { Feature(name: name, index: $0) } })
        self.init(model: model, finding: .compared(comparison))
    }

    /// The cells of the model's row on a page.
    var cells: [String] {
        switch finding {
        case .notCompared(let reason): return [model, "not compared: \(reason)", "–", "–", "–"]
        case .compared(let comparison):
            let notable = comparison.features.filter { $0.index >= PopulationStabilityIndex.notable }
            let named = notable.map { "\($0.name) \(Self.figure($0.index))" }.joined(separator: ", ")
            return [
                model, "\(Figure.count(comparison.people)): \(comparison.who)",
                comparison.risk.map(Self.figure) ?? "–", notable.isEmpty ? "none" : named,
                Figure.count(comparison.features.count - notable.count),
            ]
        }
    }
}
