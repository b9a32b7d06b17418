import Configuration
import FeatureData
import Scoring

/// Makes a basis's terms for the features of a matrix.
public struct BasisBuilder {
    /// The features as the model will know them, in column order.
    public private(set) var features: [RiskModel.Feature] = []
    /// Terms of different names: by feature, then products.
    public private(set) var terms: [BasisTerm] = []
    /// Features with missing values, each with what stands for one.
    public private(set) var filled: [(feature: String, missingAs: Double)] = []
    /// By column, the place of its first term; nil where it has none.
    public private(set) var firstTerms: [Int?] = []

    /// Of more a Hessian alone would take 800 MB.
    private static let mostTerms = 10_000

    private let basis: Basis
    private let columns: [FeatureColumn]
    /// Whether a feature that is never missing here has a stand-in all the same.
    private let standsInForAll: Bool
    private let quantiles: (_ column: Int, _ count: Int) -> [Double]

    /// - Parameters:
    ///   - levels: by column, the words of a column of words; else empty.
    ///   - standsInForAll: whether a mean, or the commonest word, stands for later missing values of a feature that has
    ///     none here, without a term that says so.
    ///   - quantiles: so many ascending knots of a column.
    ///   - problems: told of products of features that there are not, and of forms that a feature cannot take.
    public init(
        _ basis: Basis, matrix: FeatureMatrix, levels: [[String]], standsInForAll: Bool = false, problems: Problems,
        quantiles: @escaping (_ column: Int, _ count: Int) -> [Double]
    ) {
        self.basis = basis
        self.standsInForAll = standsInForAll
        self.quantiles = quantiles
        columns = matrix.columns
        let content = ColumnContent.perColumn(of: matrix, levels: levels)
        for (column, definition) in columns.enumerated() {
            addFeature(definition, levels[column], content[column])
            addTerms(column, levels[column], content[column], problems)
        }
        for product in basis.products { add(product, levels, problems) }
    }

    private mutating func addFeature(_ column: FeatureColumn, _ levels: [String], _ content: ColumnContent) {
        let isMissing = content.missing > 0
        // A missing word is none of the words, where a term of its own tells what that is worth; else the one that
        // terms tell others from.
        let commonest = Double(content.commonestLevel ?? 0)
        let stand = levels.isEmpty ? content.mean : isMissing ? -1 : commonest
        features.append(
            RiskModel.Feature(
                name: column.name, fingerprint: column.fingerprint,
                missingAs: isMissing || standsInForAll ? stand : nil, levels: levels))
        if isMissing { filled.append((column.name, stand)) }
    }

    /// Takes a term back, after the last of the products: `firstTerms` are as before.
    mutating func remove(_ name: String) { terms.removeAll { $0.name == name } }

    // MARK: Terms of one feature

    private mutating func addTerms(
        _ column: Int, _ levels: [String], _ content: ColumnContent, _ problems: Problems
    ) {
        let name = columns[column].name
        let rule = basis.rules.first { $0.features.contains { $0.matches(name) } }
        // Words as they are, are levels.
        let forms = (rule?.forms ?? [.transforms([])]).map { form in
            !levels.isEmpty && form == .transforms([]) ? .levels : form
        }
        if let rule, !forms.allSatisfy({ $0.takes(words: !levels.isEmpty) }) {
            let allowed = levels.isEmpty ? "numbers, which have no levels" : "words: it comes as levels, or missing"
            problems.add("\"\(name)\" is of \(allowed)", at: rule.setting)
        }
        firstTerms.append(nil)
        for form in forms {
            for transforms in transforms(of: form, column, content) {
                add(BasisTerm(name: Self.label(name, transforms), inputs: [.init(name, transforms)]))
                if firstTerms[column] == nil { firstTerms[column] = terms.count - 1 }
            }
        }
        // What is filled in for a missing value is no value: a term of its own says so.
        let isToldMissing = forms.contains(.transforms([.missing]))
        if content.missing > 0, !isToldMissing {
            add(BasisTerm(name: Self.label(name, [.missing]), inputs: [.init(name, [.missing])]))
        }
    }

    private func transforms(of form: Basis.Form, _ column: Int, _ content: ColumnContent) -> [[Transform]] {
        switch form {
        case .transforms(let transforms): return [transforms]
        case .levels:
            return content.levelCounts.indices.filter { $0 != content.commonestLevel }.map { [.equals(Double($0))] }
        case .spline(let count):
            let knots = quantiles(column, count)
            guard knots.count >= 3 else { return [[]] }
            return [[]] + (0..<(knots.count - 2)).map { [.spline(knots: knots, part: $0)] }
        case .pieces(let count):
            return [[]] + quantiles(column, count).dropFirst().dropLast().map { [.above(knot: $0)] }
        }
    }

    // MARK: Products

    private mutating func add(_ product: Basis.Product, _ levels: [[String]], _ problems: Problems) {
        let sides = product.features.map { pattern in columns.indices.filter { pattern.matches(columns[$0].name) } }
        guard sides.count == 2, sides.allSatisfy({ !$0.isEmpty }) else {
            problems.add("no feature is named like that", at: product.setting)
            return
        }
        for column in sides.joined() where !levels[column].isEmpty {
            problems.add("\"\(columns[column].name)\" is of words: a product is of numbers", at: product.setting)
        }
        // One of two features that both sides have is one product, and none of it with itself.
        let both = Set(sides[0]).intersection(sides[1]).count
        let count = sides[0].count * sides[1].count - both * (both + 1) / 2
        guard terms.count + count <= Self.mostTerms else {
            let sentence = "makes up to \(count) products; a model has at most \(Self.mostTerms) terms"
            problems.add(sentence, at: product.setting)
            return
        }
        for left in sides[0] {
            for right in sides[1] where left != right { add(productOf: left, right) }
        }
    }

    /// The product of two features' first terms; nothing where it is there.
    ///
    /// - Returns: its name.
    @discardableResult
    public mutating func add(productOf left: Int, _ right: Int) -> String? {
        guard let first = firstTerms[min(left, right)], let second = firstTerms[max(left, right)] else { return nil }
        let name = "\(terms[first].name) * \(terms[second].name)"
        add(BasisTerm(name: name, inputs: terms[first].inputs + terms[second].inputs))
        return name
    }

    private mutating func add(_ term: BasisTerm) {
        if !terms.contains(where: { $0.name == term.name }) { terms.append(term) }
    }

    private static func label(_ name: String, _ transforms: [Transform]) -> String {
        transforms.isEmpty ? name : "\(name): " + transforms.map(\.description).joined(separator: " then ")
    }
}

/// What a column holds, as far as its terms depend on it.
struct ColumnContent {
    /// Rows without a value.
    var missing = 0
    /// The mean of the values there are; 0 where there is none.
    var mean = 0.0
    /// Of a column of words, the rows of each.
    var levelCounts: [Int] = []

    /// The level that most rows have, of equals the first.
    var commonestLevel: Int? {
        levelCounts.indices.max { levelCounts[$0] != levelCounts[$1] ? levelCounts[$0] < levelCounts[$1] : $0 > $1 }
    }

    static func perColumn(of matrix: FeatureMatrix, levels: [[String]]) -> [ColumnContent] {
        let columns = matrix.columns
        var contents = columns.indices.map {
            ColumnContent(levelCounts: [Int](repeating: 0, count: levels[$0].count))
        }
        var stored = [Int](repeating: 0, count: columns.count)
        var sums = [Double](repeating: 0, count: columns.count)
        for (column, value) in zip(matrix.cellColumns, matrix.cellValues) {
            let column = Int(column)
            stored[column] += 1
            if value.isNaN {
                contents[column].missing += 1
            } else {
                sums[column] += value
                if !levels[column].isEmpty { contents[column].levelCounts[Int(value)] += 1 }
            }
        }
        for column in columns.indices {
            let usual = columns[column].usual
            let unstored = matrix.rowCount - stored[column]
            let given = matrix.rowCount - contents[column].missing
            if given > 0 { contents[column].mean = (sums[column] + Double(unstored) * usual) / Double(given) }
            if !levels[column].isEmpty { contents[column].levelCounts[Int(usual)] += unstored }
        }
        return contents
    }
}
