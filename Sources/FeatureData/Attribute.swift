/// A fact of registration, one for each row: the practice, the neighbourhood, whether in a care home.
///
/// It is no feature: it takes part in who is eligible and on which list they stand, not in a score.
public struct Attribute: Sendable, Equatable {
    /// The code of a row for which the fact is not known.
    public static let missing: Int32 = -1

    /// Unique among the attributes; the word in a programme's `eligible`.
    public let name: String

    /// Each value once, in bytewise order.
    public let values: [String]

    /// Each row's place in `values`, or `missing`; in RowID order.
    public let codes: [Int32]

    /// - Parameter texts: each row's value in RowID order; nil where it is not known.
    public init(name: String, texts: [String?]) {
        let values = Set(texts.compactMap(\.self)).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        let places = Dictionary(uniqueKeysWithValues: zip(values, Int32(0)...))
        self.init(
            name: name, values: values, codes: texts.map { text in text.flatMap { places[$0] } ?? Self.missing })
    }

    /// - Parameters:
    ///   - values: each value once, in bytewise order.
    ///   - codes: each row's place in `values`, or `missing`.
    public init(name: String, values: [String], codes: [Int32]) {
        precondition(codes.allSatisfy { $0 >= Self.missing && $0 < values.count })
        self.name = name
        self.values = values
        self.codes = codes
    }

    /// The value of a row; nil where it is not known.
    public subscript(row: RowID) -> String? {
        let code = codes[row.index]
        return code == Self.missing ? nil : values[Int(code)]
    }
}

extension Attribute {
    /// The facts of some of the rows, in the order given.
    public func selecting(_ rows: [Int]) -> Attribute {
        Attribute(name: name, values: values, codes: rows.map { codes[$0] })
    }
}
