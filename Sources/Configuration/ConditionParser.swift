/// Reads conditions by recursive descent: `or` binds weakest, then `and`, then `not`.
public struct ConditionParser {
    public struct Failure: Error, Equatable, Sendable {
        public let message: String
    }

    enum Token: Equatable {
        case word(String)
        case quoted(String)
        case symbol(String)

        var description: String {
            switch self {
            case .word(let text), .symbol(let text): "\"\(text)\""
            case .quoted(let text): "'\(text)'"
            }
        }

        /// A field's name; in quotes where it has spaces, as a spreadsheet's heading may.
        var name: String? {
            switch self {
            case .word(let text), .quoted(let text): text
            case .symbol: nil
            }
        }
    }

    private let tokens: [Token]
    private var next = 0
    private var depth = 0

    static func parse(_ text: String) throws(Failure) -> Condition {
        var parser = ConditionParser(tokens: try tokens(of: text))
        let condition = try parser.disjunction()
        if let rest = parser.peek { throw Failure(message: "condition: unexpected \(rest.description)") }
        return condition
    }

    private init(tokens: [Token]) { self.tokens = tokens }

    private var peek: Token? { next < tokens.count ? tokens[next] : nil }

    private mutating func take(word: String) -> Bool {
        guard peek == .word(word) else { return false }
        next += 1
        return true
    }

    private mutating func take(symbol: String) -> Bool {
        guard peek == .symbol(symbol) else { return false }
        next += 1
        return true
    }

    private mutating func disjunction() throws(Failure) -> Condition {
        var parts = [try conjunction()]
        while take(word: "or") { parts.append(try conjunction()) }
        return parts.count == 1 ? parts[0] : .any(parts)
    }

    private mutating func conjunction() throws(Failure) -> Condition {
        var parts = [try factor()]
        while take(word: "and") { parts.append(try factor()) }
        return parts.count == 1 ? parts[0] : .all(parts)
    }

    private mutating func factor() throws(Failure) -> Condition {
        depth += 1
        defer { depth -= 1 }
        guard depth < 64 else { throw Failure(message: "condition: nested more than 64 deep") }
        if take(word: "not") { return .not(try factor()) }
        if take(symbol: "(") {
            let inner = try disjunction()
            guard take(symbol: ")") else { throw expected("\")\"") }
            return inner
        }
        return try test()
    }

    private mutating func test() throws(Failure) -> Condition {
        guard let field = peek?.name else { throw expected("a field's name") }
        next += 1
        if take(word: "is") { return try missingTest(field) }
        if take(word: "starts") {
            guard take(word: "with") else { throw expected("\"with\"") }
            return .startsWith(field: field, try values())
        }
        if take(word: "not") {
            guard take(word: "in") else { throw expected("\"in\"") }
            return .not(try membership(field))
        }
        if take(word: "in") { return try membership(field) }
        for comparison in Condition.Comparison.allCases where take(symbol: comparison.rawValue) {
            return .compares(field: field, comparison, to: try value())
        }
        throw expected("one of: = != < <= > >= in, not in, starts with, is missing, is given")
    }

    private mutating func missingTest(_ field: String) throws(Failure) -> Condition {
        if take(word: "missing") { return .isMissing(field: field) }
        if take(word: "given") { return .not(.isMissing(field: field)) }
        throw expected("\"missing\" or \"given\"")
    }

    private mutating func membership(_ field: String) throws(Failure) -> Condition {
        if take(word: "list") { return .isInList(field: field, list: try value()) }
        return .isIn(field: field, try values())
    }

    /// `[a, b]`, or a single value.
    private mutating func values() throws(Failure) -> [String] {
        guard take(symbol: "[") else { return [try value()] }
        var all = [try value()]
        while take(symbol: ",") { all.append(try value()) }
        guard take(symbol: "]") else { throw expected("\",\" or \"]\"") }
        return all
    }

    private mutating func value() throws(Failure) -> String {
        switch peek {
        case .word(let text)?, .quoted(let text)?:
            next += 1
            return text
        default: throw expected("a value")
        }
    }

    private func expected(_ what: String) -> Failure {
        Failure(message: "condition: expected \(what), found \(peek?.description ?? "the end")")
    }

    private static func tokens(of text: String) throws(Failure) -> [Token] {
        var tokens: [Token] = []
        var rest = Substring(text)
        while let first = rest.first {
            if first.isWhitespace {
                rest.removeFirst()
            } else if first == "'" || first == "\"" {
                let inner = rest.dropFirst().prefix { $0 != first }
                guard inner.endIndex != rest.endIndex else {
                    throw Failure(message: "condition: a quoted value is not closed")
                }
                tokens.append(.quoted(String(inner)))
                rest = rest[rest.index(after: inner.endIndex)...]
            } else if let symbol = symbols.first(where: rest.hasPrefix) {
                tokens.append(.symbol(symbol))
                rest.removeFirst(symbol.count)
            } else {
                let word = rest.prefix { !$0.isWhitespace && !"()[],'\"=!<>".contains($0) }
                guard !word.isEmpty else { throw Failure(message: "condition: unexpected \"\(first)\"") }
                tokens.append(.word(String(word)))
                rest = rest[word.endIndex...]
            }
        }
        return tokens
    }

    private static let symbols = ["!=", "<=", ">=", "=", "<", ">", "(", ")", "[", "]", ","]
}
