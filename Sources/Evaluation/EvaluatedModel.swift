/// What is evaluated, on whom, in words of the design.
public struct EvaluatedModel: Codable, Sendable, Equatable {
    public var name: String
    public var version: String
    /// What is predicted: "an emergency admission within twelve months".
    public var outcome: String
    /// The same with its horizon, its gap and what is done about people who die or leave; nil where they are not known.
    public var definition: String?
    /// Who is in the evaluation: "people of 18 and over, registered at the index date".
    public var population: String
    /// yyyy-mm-dd: index dates of the fit, and those evaluated here.
    public var trainedOn: [String]
    public var indexDates: [String]
    /// Whether the model was trained on people who do not exist.
    public var isSynthetic: Bool

    public init(
        name: String, version: String, outcome: String, definition: String? = nil, population: String,
        trainedOn: [String], indexDates: [String], isSynthetic: Bool
    ) {
        self.name = name
        self.version = version
        self.outcome = outcome
        self.definition = definition
        self.population = population
        self.trainedOn = trainedOn
        self.indexDates = indexDates
        self.isSynthetic = isSynthetic
    }
}
