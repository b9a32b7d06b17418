/// The plain words of a reason, with a value in them: `{value} {emergency admission|emergency admissions}`.
///
/// `{value}` is where the value goes, in whole pounds after a pound sign. `{one|many}` is what is said for 1 and for every
/// other value, and `{mild|moderate|severe}` for 1, 2 and 3: the form of the value's place, or the last.
public struct ReasonTemplate: Sendable, Equatable {
    private enum Piece: Sendable, Equatable {
        case words(String)
        case value
        case pounds
        case forms([String])
    }

    private let pieces: [Piece]

    /// Nil where the text has other braces.
    public init?(_ text: String) {
        var pieces: [Piece] = []
        var rest = Substring(text)
        while let open = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
            guard rest[open] == "{", let close = rest[open...].firstIndex(of: "}"),
                let piece = Self.piece(rest[rest.index(after: open)..<close])
            else { return nil }
            if open > rest.startIndex { pieces.append(.words(String(rest[..<open]))) }
            pieces.append(piece == .value && rest[..<open].hasSuffix("£") ? .pounds : piece)
            rest = rest[rest.index(after: close)...]
        }
        if !rest.isEmpty { pieces.append(.words(String(rest))) }
        self.pieces = pieces
    }

    private static func piece(_ inner: Substring) -> Piece? {
        if inner == "value" { return .value }
        let forms = inner.split(separator: "|", omittingEmptySubsequences: false)
        guard forms.count >= 2, !inner.contains("{") else { return nil }
        return .forms(forms.map(String.init))
    }

    /// Whether it says nothing.
    public var isEmpty: Bool { pieces.isEmpty }

    /// Whether it tells the value as a figure.
    public var hasFigure: Bool { pieces.contains(.value) || pieces.contains(.pounds) }

    public func words(for value: Double) -> String {
        pieces.map { piece in
            switch piece {
            case .words(let words): words
            case .value: Self.figure(value)
            case .pounds: Self.pounds(value)
            case .forms(let forms): Self.form(forms, of: value)
            }
        }
        .joined()
    }

    /// A value beside words that say another: its figure alone, or the words where they have no figure.
    public func value(now value: Double) -> String {
        guard hasFigure else { return words(for: value) }
        return pieces.contains(.pounds) ? "£" + Self.pounds(value) : Self.figure(value)
    }

    /// What it tells of, whatever the value: `emergency admissions` for the one above, `last blood pressure` for
    /// `last blood pressure {value}`; nil where that is nothing.
    public var subject: String? {
        let counted = pieces.firstIndex(of: .value).flatMap { place in
            pieces[place...].lazy.compactMap { if case .forms(let forms) = $0 { forms.last } else { nil } }.first
        }
        let subject = counted ?? pieces.prefix { $0 != .value && $0 != .pounds }.map(Self.fixed).joined()
        let trimmed = subject.trimming { " ,:;£".contains($0) }
        return trimmed.isEmpty ? nil : trimmed
    }

    private static func fixed(_ piece: Piece) -> String { if case .words(let words) = piece { words } else { "" } }

    private static func form(_ forms: [String], of value: Double) -> String {
        let places = 1...forms.count
        let place = places.first { Double($0) == value } ?? places.upperBound
        return forms[place - 1]
    }

    /// In whole pounds, at least one where it is any.
    private static func pounds(_ value: Double) -> String {
        figure(value == 0 || value.magnitude >= 1 ? value.rounded() : value < 0 ? -1 : 1)
    }

    /// A whole number without a point, others to one decimal; commas between thousands.
    private static func figure(_ value: Double) -> String {
        guard value.magnitude < 1e15 else { return value.description }
        let tenths = Int((10 * value.magnitude).rounded())
        if tenths == 0, value != 0 { return "under 0.1" }
        let sign = value < 0 ? "−" : ""
        let whole = grouped(tenths / 10)
        return sign + (tenths % 10 == 0 ? whole : "\(whole).\(tenths % 10)")
    }

    private static func grouped(_ number: Int) -> String {
        let digits = Array(String(number))
        return String(
            digits.enumerated().flatMap { place, digit in
                place > 0 && (digits.count - place).isMultiple(of: 3) ? [",", digit] : [digit]
            })
    }
}

extension String {
    fileprivate func trimming(_ isTrimmed: (Character) -> Bool) -> String {
        var rest = self[...].drop(while: isTrimmed)
        while let last = rest.last, isTrimmed(last) { rest.removeLast() }
        return String(rest)
    }
}
