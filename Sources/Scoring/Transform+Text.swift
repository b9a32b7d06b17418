import Configuration

/// Transforms as a design, a table of coefficients and a formula write them: `log1p`, `cap 10`, `above 65`, `below 60`,
/// `equals 3`, `missing`, `spline 20 45 65 80 part 0`, `steps 0 | 1: 2 | 3: 5` (0 below 1, 2 from 1, 5 from 3).
/// Several, done one after another, are joined by `then`.
extension Transform {
    /// What may stand in a text, for messages.
    public static let forms =
        "log1p, cap N, above N, below N, equals N, missing, spline KNOTS part K, steps V | EDGE: V"

    /// - Returns: nil where a part of the text is none, or its numbers cannot stand. No transform for an empty text.
    public static func list(_ text: String) -> [Transform]? {
        let parts = words(text[...]).split(separator: "then", omittingEmptySubsequences: false).map(Array.init)
        if parts == [[]] { return [] }
        guard parts.allSatisfy({ !$0.isEmpty }) else { return nil }
        let transforms = parts.compactMap(single)
        guard transforms.count == parts.count else { return nil }
        // Only what stands first sees that a value is missing.
        return transforms.dropFirst().contains(.missing) ? nil : transforms
    }

    private static func number(_ text: String) -> Double? { Setting.number(text) }

    private static func words(_ text: Substring) -> [String] { text.split(separator: " ").map(String.init) }

    private static func single(_ words: [String]) -> Transform? {
        let transform: Transform? =
            switch (words[0], words.count) {
            case ("log1p", 1): .log1p
            case ("missing", 1): .missing
            case ("cap", 2): number(words[1]).map { .cap(most: $0) }
            case ("above", 2): number(words[1]).map { .above(knot: $0) }
            case ("below", 2): number(words[1]).map { .below(knot: $0) }
            case ("equals", 2): number(words[1]).map { .equals($0) }
            case ("spline", 6...): spline(words.dropFirst())
            case ("steps", 2...): steps(words.dropFirst().joined(separator: " "))
            default: nil
            }
        return transform.flatMap { $0.problem == nil ? $0 : nil }
    }

    private static func spline(_ words: ArraySlice<String>) -> Transform? {
        guard words.dropLast().last == "part", let part = words.last.flatMap({ Int($0) }) else { return nil }
        let knots = words.dropLast(2).compactMap(number)
        return knots.count == words.count - 2 ? .spline(knots: knots, part: part) : nil
    }

    private static func steps(_ text: String) -> Transform? {
        let parts = text.split(separator: "|").map { $0.split(separator: ":").map { number($0.trimmedOfSpaces) } }
        guard parts.first?.count == 1, parts.dropFirst().allSatisfy({ $0.count == 2 }),
            parts.allSatisfy({ $0.allSatisfy { $0 != nil } })
        else { return nil }
        return .steps(edges: parts.dropFirst().compactMap { $0[0] }, values: parts.compactMap { $0[$0.count - 1] })
    }
}

extension Transform: CustomStringConvertible {
    public var description: String {
        switch self {
        case .log1p: "log1p"
        case .missing: "missing"
        case .cap(let most): "cap \(plain(most))"
        case .above(let knot): "above \(plain(knot))"
        case .below(let knot): "below \(plain(knot))"
        case .equals(let value): "equals \(plain(value))"
        case .spline(let knots, let part): "spline \(knots.map(plain).joined(separator: " ")) part \(part)"
        case .steps(let edges, let values):
            "steps \(plain(values[0]))"
                + zip(edges, values.dropFirst()).map { " | \(plain($0)): \(plain($1))" }.joined()
        }
    }
}

/// A number in the fewest digits that read back the same: `65`, `0.5`.
func plain(_ number: Double) -> String {
    Int(exactly: number).map(String.init) ?? "\(number)"
}

extension Substring {
    fileprivate var trimmedOfSpaces: String { split(separator: " ").joined(separator: " ") }
}
