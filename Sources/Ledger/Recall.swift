/// Who was listed by a model that turned out to be wrong, in numbers and places.
public struct Recall: Sendable, Equatable {
    /// The lists of one programme at one issue.
    public struct Issued: Sendable, Equatable {
        public let programme: String
        public let issue: Int
        /// ISO.
        public let date: String
        public let run: String
        public let listed: Int
    }

    public let issued: [Issued]
    /// Every run that used the model, with the lists between issues, the first first.
    public let runs: [String]
    /// Each person once, in bytewise order.
    public let persons: [String]
    /// Memberships whose person has objected since and is forgotten.
    public let forgotten: Int
}
