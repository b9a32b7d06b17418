extension Setting {
    /// Reads a number of days as settings state it, `28 days` or `1 day`; nil for anything else and for more than
    /// 10,000.
    public static func days(_ text: String) -> Int? {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1] == "days" || parts[1] == "day", let count = wholeNumber(parts[0]) else {
            return nil
        }
        return count <= 10_000 ? count : nil
    }

    private static func wholeNumber(_ text: Substring) -> Int? {
        text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
    }
}
