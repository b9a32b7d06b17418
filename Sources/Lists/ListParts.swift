/// The people of a list's place by what they stand together by: the practices of a team, the homes of a practice.
public struct ListParts: Sendable, Equatable {
    public struct Part: Sendable, Equatable {
        /// Empty for those of whom it is not known.
        public let name: String
        public let eligible: Int
        public let shown: Int

        public init(name: String, eligible: Int, shown: Int) {
            self.name = name
            self.eligible = eligible
            self.shown = shown
        }
    }

    /// What a part is, with a capital: `Practice`, `Home`.
    public let title: String
    public let parts: [Part]

    public init(title: String, parts: [Part]) {
        self.title = title
        self.parts = parts
    }

    /// In one sentence without a full stop.
    var words: String {
        parts.map { "\($0.name.isEmpty ? "not known" : $0.name): \($0.shown) of \($0.eligible) eligible" }
            .joined(separator: "; ")
    }
}
