import Tabular

/// How a table may write an outcome: 0 and 1, or the logical values of R and Python, or yes and no, in any case.
enum OutcomeWord {
    private static let words: [(word: [UInt8], outcome: UInt8)] =
        ["true", "t", "yes", "y"].map { (Array($0.utf8), 1) } + ["false", "f", "no", "n"].map { (Array($0.utf8), 0) }

    /// - Returns: nil where it is none.
    static func value(_ text: FieldText) -> UInt8? {
        switch DecimalText.value(text) {
        case 0: return 0
        case 1: return 1
        case .some: return nil
        case nil: break
        }
        return words.first { $0.word.count == text.count && text.buffer.elementsEqual($0.word, by: Self.isSame) }?
            .outcome
    }

    /// Letters of ASCII differ by one bit from their capitals.
    private static func isSame(_ byte: UInt8, _ lower: UInt8) -> Bool { byte | 0x20 == lower }
}
