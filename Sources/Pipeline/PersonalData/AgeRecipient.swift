import Tabular

/// A public key of the program age: what is encrypted to it, only its owner reads.
struct AgeRecipient: Sendable, Equatable {
    let publicKey: String

    /// Nil for what is no such key by its form: `age1`, and 58 letters and digits of Bech32 (BIP 173).
    init?(_ text: String) {
        let digits = text.dropFirst(Self.mark.count)
        guard text.hasPrefix(Self.mark), digits.utf8.count == 58, digits.allSatisfy(Self.digits.contains) else {
            return nil
        }
        publicKey = text
    }

    private static let mark = "age1"
    private static let digits: Set<Character> = Set("qpzry9x8gf2tvdw0s3jn54khce6mua7l")

    /// The bytes, encrypted by the program age. They go to it through a pipe, and to no file.
    /// - Throws: `TabularError` where the program is missing or fails.
    func encrypted(_ bytes: [UInt8]) throws -> [UInt8] {
        try CommandFilter.run(["age", "--encrypt", "--recipient", publicKey], feeding: bytes, label: "age")
    }
}
