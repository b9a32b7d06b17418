/// How often a source comes.
public struct Frequency: Sendable, Equatable {
    /// As the configuration has it.
    public let words: String
    /// From one delivery to the next, at most.
    public let days: Int

    static let expected = "daily, weekly, monthly, quarterly, or a number of days such as: 10 days"

    private static let named = ["daily": 1, "weekly": 7, "monthly": 31, "quarterly": 92]
    private static let mostDays = 3_660

    /// Nil where the words are none of those that are expected.
    init?(_ words: String) {
        let parts = words.split(separator: " ")
        if let days = Self.named[words] {
            self.days = days
        } else if parts.count == 2, parts[1] == "days" || parts[1] == "day", let days = Int(parts[0]),
            (1...Self.mostDays).contains(days)
        {
            self.days = days
        } else {
            return nil
        }
        self.words = words
    }

    /// Days after which a source is worth a word, where nothing declares how old it may be: one delivery may fail and
    /// the next come three days late. Of a monthly source that is 65 days.
    var usualAge: Int { 2 * days + 3 }

    /// As a sentence has it.
    var inWords: String { Self.named[words] == nil ? "every \(words)" : words }
}
