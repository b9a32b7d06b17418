/// The code of a practice: 3 to 8 capital letters and digits, one digit at least. It becomes a file's name.
public enum PracticeCode {
    public static let rule = Rule.badPracticeCode.sentence

    public static func isValid(_ text: String) -> Bool { isValid(text.utf8) }

    static func isValid(_ bytes: some Collection<UInt8>) -> Bool {
        guard (3...8).contains(bytes.count) else { return false }
        let isDigit: (UInt8) -> Bool = { $0 &- 0x30 < 10 }
        return bytes.allSatisfy { isDigit($0) || $0 &- 0x41 < 26 } && bytes.contains(where: isDigit)
    }
}
