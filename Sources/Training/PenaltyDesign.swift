import Configuration

/// The penalty of a fit, as a design states it.
///
/// ```
/// penalty:
///   kind: elastic_net          # none, ridge, lasso or elastic_net
///   alpha: 0.5                 # of an elastic net: the lasso's share
///   lambda: 0.001              # or, to choose it by cross-validation:
///   lambdas: 50                # so many on a path, or a descending list of them
///   folds: 5                   # people are in one fold with all their rows
///   choose: minimum            # or one_standard_error: the largest penalty within one standard error of the best
///   unpenalised: [age, "sex*"] # terms of these features
/// ```
public struct PenaltyDesign: Sendable, Equatable {
    public enum Strength: Sendable, Equatable {
        case given(Double)
        case chosen(LambdaGrid, folds: Int, CrossValidation.Choice)
    }

    enum Kind: String, CaseIterable {
        case none, ridge, lasso
        case elasticNet = "elastic_net"
    }

    public var alpha: Double
    public var strength: Strength
    /// Features whose terms are not penalised, `*` standing for any letters.
    public var unpenalised: [String]
    /// The largest violation of the optimality conditions at which a fit is done.
    public var tolerance: Double

    /// The keys of `penalty:`.
    public static let keys = ["kind", "alpha", "lambda", "lambdas", "folds", "choose", "unpenalised"]

    /// Ridge.
    public init(ridge lambda: Double, tolerance: Double = 1e-10) {
        alpha = 0
        strength = .given(lambda)
        unpenalised = []
        self.tolerance = tolerance
    }

    /// Reads `penalty:`. Nil, with problems told, where it cannot stand.
    public init?(_ setting: Setting, tolerance: Double, problems: Problems) {
        let before = problems.all.count
        let map = SettingMap(setting, allowed: Self.keys, problems: problems)
        let kind = map.required("kind").flatMap { _ in map.choice("kind") } ?? Kind.ridge
        alpha = kind == .lasso ? 1 : kind == .elasticNet ? map.number("alpha") ?? -1 : 0
        unpenalised = map.texts("unpenalised")
        self.tolerance = tolerance
        strength = .given(0)
        if kind == .elasticNet, !(0...1).contains(alpha) {
            problems.add("an elastic net needs \"alpha\", from 0 to 1", at: map["alpha"] ?? setting)
        }
        if kind != .elasticNet, let alpha = map["alpha"] {
            problems.add("\"alpha\" is for elastic_net alone", at: alpha)
        }
        if let strength = Self.strength(map, kind, setting, problems) { self.strength = strength }
        guard problems.all.count == before else { return nil }
    }

    private static func strength(
        _ map: SettingMap, _ kind: Kind, _ setting: Setting, _ problems: Problems
    ) -> Strength? {
        let choosing = ["lambdas", "folds", "choose"].compactMap { map[$0] }
        guard kind != .none else {
            for other in choosing + [map["lambda"]].compactMap(\.self) {
                problems.add("there is no lambda where the kind is none", at: other)
            }
            return .given(0)
        }
        if let given = map["lambda"] {
            for other in choosing { problems.add("\"lambda\" is given, so there is none to choose", at: other) }
            let lambda = map.number("lambda") ?? -1
            if lambda < 0 { problems.add("\"lambda\" must be a number of at least 0", at: given) }
            return .given(lambda)
        }
        let folds = map.integer("folds") ?? 5
        if !(2...50).contains(folds) { problems.add("\"folds\" must be from 2 to 50", at: map["folds"] ?? setting) }
        return .chosen(grid(map, problems), folds: folds, map.choice("choose") ?? .minimum)
    }

    private static func grid(_ map: SettingMap, _ problems: Problems) -> LambdaGrid {
        guard let setting = map["lambdas"] else { return .standard }
        if let count = setting.text.flatMap({ Int($0) }) {
            if !(2...1000).contains(count) { problems.add("\"lambdas\" must be from 2 to 1000", at: setting) }
            return .spaced(count: count)
        }
        let values = map.texts("lambdas").compactMap(Setting.number)
        let descends = zip(values, values.dropFirst()).allSatisfy { $0 > $1 }
        if values.isEmpty || !descends || values.contains(where: { $0 < 0 }) {
            problems.add("\"lambdas\" must be their number, or a descending list of numbers of at least 0", at: setting)
        }
        return .given(values)
    }

    /// In words, for the model card.
    public var words: String {
        switch (alpha, strength) {
        case (_, .given(0)): "no penalty"
        case (0, _): "a ridge penalty"
        case (1, _): "a lasso penalty"
        default: "an elastic-net penalty with alpha = \(alpha)"
        }
    }
}

extension CrossValidation.Choice: CaseIterable {
    public static var allCases: [CrossValidation.Choice] { [.minimum, .oneStandardError] }
}
