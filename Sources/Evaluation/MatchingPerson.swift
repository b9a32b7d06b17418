/// Somebody whom a control is looked for, or who may be one, with what they are matched by.
public struct MatchingPerson: Sendable, Equatable {
    public let person: FollowedPerson
    /// Who is of another is never matched: sex and recent use.
    public let stratum: Int
    /// Log-odds of the risk.
    public let predictor: Double
    /// Events that the model expects of them, up to a factor that is the same for everybody: of a risk p, -log(1 - p).
    public let expected: Double
    public let age: Int
    /// Long-term conditions.
    public let conditions: Int

    public init(person: FollowedPerson, stratum: Int, predictor: Double, expected: Double, age: Int, conditions: Int) {
        self.person = person
        self.stratum = stratum
        self.predictor = predictor
        self.expected = expected
        self.age = age
        self.conditions = conditions
    }
}
