import Identity

/// Makes keys for pseudonyms.
public enum KeyMaking {
    /// - Returns: the new key's fingerprint.
    /// - Throws: `IdentityError`.
    public static func makeKey(at path: String) throws -> String {
        try PseudonymKey.create(at: path)
        return try PseudonymKey(file: path).fingerprint
    }
}
