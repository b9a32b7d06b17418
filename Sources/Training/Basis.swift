import Configuration
import Scoring

/// What becomes of the features before a fit, as a design states it.
///
/// ```
/// basis:
///   - { features: age, as: spline 5 }                    # a restricted cubic spline with knots at five quantiles
///   - { features: egfr_last, as: [itself, below 60] }    # two terms
///   - { features: [bmi], as: [pieces 4, missing] }       # straight pieces; and whether it is missing
///   - { features: ["ltc_*", male], as: itself }
///   - { features: smoking, as: levels }                  # one of words: a term a word but the commonest
///   - { features: "*", as: cap 20 then log1p }           # the rest
///   - { product: [age, ltc_count] }                      # of the first terms of these features
///   - { screen: 20, among: [age, "em_*"] }               # the products that a score test finds worth most
/// ```
///
/// The first rule that names a feature makes its terms; a feature that none names comes as it is. One of words can come
/// as `levels`, which `itself` means there, or by `missing`. Transforms are those of `Transform.forms`.
public struct Basis: Sendable {
    /// What a feature becomes.
    enum Form: Sendable, Equatable {
        case transforms([Transform])
        /// Restricted cubic spline with so many knots: the value and its curved parts.
        case spline(knots: Int)
        /// Straight pieces between so many knots: the value and what is above each inner knot.
        case pieces(knots: Int)
        case levels

        /// Whether a feature of words, or one of numbers, can become this.
        func takes(words: Bool) -> Bool {
            switch self {
            case .transforms(let transforms): !words || transforms == [.missing]
            case .levels: words
            case .spline, .pieces: !words
            }
        }
    }

    struct Rule: Sendable {
        let features: [FeaturePattern]
        let forms: [Form]
        let setting: Setting
    }

    /// A product of features' first terms, each pattern standing for every feature that it matches.
    struct Product: Sendable {
        let features: [FeaturePattern]
        let setting: Setting
    }

    /// Products that a score test chooses.
    public struct Screen: Sendable {
        /// At most so many.
        public let count: Int
        let among: [FeaturePattern]
        let setting: Setting
    }

    let rules: [Rule]
    let products: [Product]
    public let screen: Screen?

    /// Every feature as it is.
    public static let plain = Basis(rules: [], products: [], screen: nil)

    init(rules: [Rule], products: [Product], screen: Screen?) {
        self.rules = rules
        self.products = products
        self.screen = screen
    }

    /// Reads `basis:`. Problems are told.
    public init(_ setting: Setting, problems: Problems) {
        var (rules, products): ([Rule], [Product]) = ([], [])
        var screen: Screen?
        guard case .list(let items) = setting.value else {
            problems.add("expected a list of rules", at: setting)
            self = .plain
            return
        }
        for item in items {
            let map = SettingMap(item, allowed: ["features", "as", "product", "screen", "among"], problems: problems)
            if map["features"] != nil {
                rules.append(
                    Rule(
                        features: map.texts("features").map(FeaturePattern.init),
                        forms: Self.forms(map, problems), setting: map["features"] ?? item))
                Self.refuse(["product", "screen", "among"], map, problems)
            } else if let product = map["product"] {
                let names = map.texts("product")
                if names.count != 2 { problems.add("a product is of two features", at: product) }
                if names.count == 2, names[0] == names[1], !names[0].contains("*") {
                    problems.add(
                        "a product is of two features that differ; for a curve use spline or pieces", at: product)
                }
                products.append(Product(features: names.map(FeaturePattern.init), setting: product))
                Self.refuse(["as", "screen", "among"], map, problems)
            } else if let setting = map["screen"] {
                if screen != nil { problems.add("there is one screen already", at: setting) }
                screen = Self.screen(map, setting, problems)
            } else {
                problems.add("a rule has features, product or screen", at: item)
            }
        }
        self.init(rules: rules, products: products, screen: screen)
    }

    private static func screen(_ map: SettingMap, _ setting: Setting, _ problems: Problems) -> Screen {
        let count = map.integer("screen") ?? 0
        if !(1...500).contains(count) { problems.add("\"screen\" must be from 1 to 500", at: setting) }
        refuse(["as", "product"], map, problems)
        let among = map["among"] == nil ? ["*"] : map.texts("among")
        return Screen(count: count, among: among.map(FeaturePattern.init), setting: map["among"] ?? setting)
    }

    /// Tells of patterns that match no feature.
    ///
    /// - Parameter names: of the features that there can be, whether this run has them or not.
    func check(among names: [String], _ problems: Problems) {
        for rule in rules { FeaturePattern.check(rule.features, at: rule.setting, among: names, problems) }
        for product in products { FeaturePattern.check(product.features, at: product.setting, among: names, problems) }
        if let screen { FeaturePattern.check(screen.among, at: screen.setting, among: names, problems) }
    }

    private static func refuse(_ keys: [String], _ map: SettingMap, _ problems: Problems) {
        for key in keys {
            if let setting = map[key] { problems.add("\"\(key)\" has no use in this rule", at: setting) }
        }
    }

    private static func forms(_ map: SettingMap, _ problems: Problems) -> [Form] {
        guard let setting = map.required("as") else { return [] }
        let texts = map.texts("as")
        let forms = texts.compactMap(form)
        if forms.count != texts.count || forms.isEmpty {
            problems.add(
                "\"as\": expected itself, levels, spline K, pieces K (3 to 7 knots) or transforms joined by \"then\": "
                    + Transform.forms, at: setting)
        }
        return forms
    }

    private static func form(_ text: String) -> Form? {
        if text == "itself" { return .transforms([]) }
        if text == "levels" { return .levels }
        let words = text.split(separator: " ")
        if words.count == 2, let knots = Int(words[1]), ["spline", "pieces"].contains(words[0]) {
            guard (3...7).contains(knots) else { return nil }
            return words[0] == "spline" ? .spline(knots: knots) : .pieces(knots: knots)
        }
        return Transform.list(text).flatMap { $0.isEmpty ? nil : .transforms($0) }
    }
}
