import Testing

@testable import Identity

@Suite struct PseudonymTests {
    private let key = PseudonymKey(bytes: Array(0..<32))

    /// Made with Python's hmac and hashlib: the first 75 bits of HMAC-SHA256 under the bytes 0 to 31, five by five, in
    /// the digits 0123456789abcdefghjkmnpqrstvwxyz, behind a p.
    @Test(
        "A pseudonym is of the HMAC of the number's digits",
        arguments: [
            ("9434765919", "pvne60bqb67b0rz0"), ("4000000004", "pkgwqrkvt29mkfw9"), ("9990000018", "pn4hj08f7hdx8cjj"),
            ("", "pte5m42bdg3t5z0k"),
        ])
    func examples(number: String, expected: String) { #expect(key.pseudonym(of: number) == expected) }

    @Test("The fingerprint is of the key, and another key has another")
    func fingerprint() {
        #expect(key.fingerprint == "33040cbc4797c99a")
        #expect(PseudonymKey(bytes: Array(1...32)).fingerprint != key.fingerprint)
    }

    @Test("A hundred thousand pseudonyms differ, are of one length, and are text to a spreadsheet")
    func form() {
        let pseudonyms = (0..<100_000).map { key.pseudonym(of: String($0)) }
        #expect(Set(pseudonyms).count == 100_000)
        #expect(pseudonyms.allSatisfy { $0.utf8.count == Pseudonym.byteCount && Pseudonym.isValid($0) })
        // What begins with a p is no number, no date and no formula.
        #expect(pseudonyms.allSatisfy { $0.first == "p" && Double($0) == nil })
    }

    @Test(
        "Other texts do not have the form of a pseudonym",
        arguments: ["", "9434765919", "qvne60bqb67b0rz0", "pvne60bqb67b0rz", "pvne60bqb67b0rz00", "pvne60bqb67b0rzi"])
    func others(text: String) { #expect(!Pseudonym.isValid(text)) }
}
