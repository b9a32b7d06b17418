/// Who a programme takes by a rule of its own: a capacity for each practice, a threshold, people kept from last month.
public struct SelectionRule: Sendable {
    /// As the report names it: "the programme's own rule: 40 for each practice".
    public let words: String
    /// Whether each row is taken.
    public let isTaken: [Bool]

    public init(words: String, isTaken: [Bool]) {
        self.words = words
        self.isTaken = isTaken
    }
}
