import Foundation
import Identity
import Testing

@Suite struct NHSNumberTests {
    /// The rule of the NHS Data Dictionary, step by step, as it is told to people.
    private func isValid(_ text: String) -> Bool {
        let digits = text.unicodeScalars.map { "0123456789".unicodeScalars.contains($0) ? Int($0.value) - 48 : -1 }
        guard digits.count == 10, !digits.contains(-1) else { return false }
        var total = 0
        for place in 0..<9 { total += digits[place] * (10 - place) }
        let check = 11 - total % 11
        return check != 10 && (check == 11 ? 0 : check) == digits[9]
    }

    @Test(
        "Ten digits with the check digit of the Data Dictionary are a number, and nothing else is",
        arguments: [
            ("9434765919", true), ("9434765918", false), ("", false), ("943476591", false), ("94347659190", false),
            ("943476591X", false), ("943 476 591", false), ("９４３４７６５９１９", false), ("-434765919", false),
            ("4000000004", true), ("0000000000", true), ("9434765919\0", false),
        ])
    func examples(text: String, expected: Bool) { #expect(NHSNumber.isValid(text) == expected) }

    @Test("All check digits of many stems agree with the rule step by step")
    func checkDigits() {
        var wrong = 0
        for stem in stride(from: 1, to: 999_999_999, by: 99_991) {
            let text = String(repeating: "0", count: 9 - String(stem).count) + String(stem)
            let valid = (0...9).filter { NHSNumber.isValid(text + String($0)) }
            if valid != (0...9).filter({ isValid(text + String($0)) }) || valid.count > 1 { wrong += 1 }
        }
        #expect(wrong == 0)
    }

    /// Third-party vectors, beside the repository where there are any.
    private static let vectorFile = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "shared/data/oracles/nhs_number_vectors.csv").path

    @Test(
        "The vectors of the modulus 11 formula agree", .enabled(if: FileManager.default.fileExists(atPath: vectorFile)))
    func vectors() throws {
        let lines = try String(contentsOfFile: Self.vectorFile, encoding: .utf8).split(whereSeparator: \.isNewline)
        let names = lines[0].split(separator: ",")
        let (value, verdict) = (names.firstIndex(of: "value")!, names.firstIndex(of: "mod11_formula")!)
        var wrong: [Substring] = []
        for line in lines.dropFirst() {
            let fields = line.split(separator: ",", omittingEmptySubsequences: false)
            // Some of them have blanks or hyphens between the digits, which extracts must not have.
            let expected = fields[verdict] == "1" && fields[value].utf8.count == 10
            if NHSNumber.isValid(String(fields[value])) != expected { wrong.append(line) }
        }
        #expect(wrong == [])
        #expect(lines.count > 1_000)
    }
}
