import Hashing
import Testing

@Suite struct SHA256Tests {
    /// FIPS 180-4 examples (NIST, SHA256.pdf).
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
    ])
    func `The published examples hash as published`(message: String, expected: String) {
        #expect(SHA256Digest(of: message).hexadecimal == expected)
    }

    @Test func `A million times the letter a hashes as published`() {
        let digest = SHA256Digest(of: String(repeating: "a", count: 1_000_000))
        #expect(digest.hexadecimal == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    }

    @Test func `How the bytes are cut up does not change the digest`() {
        let bytes = (0..<1000).map { UInt8($0 % 251) }
        let hasher = SHA256Hasher()
        for start in stride(from: 0, to: bytes.count, by: 37) {
            hasher.update(Array(bytes[start..<min(start + 37, bytes.count)]))
        }
        #expect(hasher.digest() == SHA256Digest(of: bytes))
    }

    @Test func `A digest taken half way leaves the hasher as it was`() {
        let hasher = SHA256Hasher()
        hasher.update("ab")
        #expect(hasher.digest() == SHA256Digest(of: "ab"))
        hasher.update("c")
        #expect(hasher.digest() == SHA256Digest(of: "abc"))
    }

    @Test func `Hexadecimal reads back, and nothing else reads`() {
        let digest = SHA256Digest(of: "abc")
        #expect(SHA256Digest(hexadecimal: digest.hexadecimal) == digest)
        #expect(SHA256Digest(hexadecimal: digest.hexadecimal.uppercased()) == nil)
        #expect(SHA256Digest(hexadecimal: String(digest.hexadecimal.dropLast())) == nil)
        #expect(SHA256Digest(hexadecimal: digest.hexadecimal + "0") == nil)
        #expect(digest.bytes.withUnsafeBytes { SHA256Digest(bytes: $0) } == digest)
    }

    @Test func `The leading word is the first eight bytes`() {
        #expect(SHA256Digest(of: "abc").leadingWord == 0xBA78_16BF_8F01_CFEA)
    }
}
