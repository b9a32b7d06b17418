import Tabular

/// What is to be expected of the people of a list.
public struct ListExpectation: Sendable, Equatable {
    /// What a cut found when the model was evaluated.
    public struct Evaluated: Sendable, Equatable {
        /// Such as `4%`.
        public let cut: String
        /// From 0 to 1.
        public let positivePredictiveValue: Double

        public init(cut: String, positivePredictiveValue: Double) {
            self.cut = cut
            self.positivePredictiveValue = positivePredictiveValue
        }
    }

    /// The sum of the risks of those listed.
    public let events: Double
    public let people: Int
    /// nil where the model has no evaluation at this cut.
    public let evaluated: Evaluated?

    public init(events: Double, people: Int, evaluated: Evaluated?) {
        self.events = events
        self.people = people
        self.evaluated = evaluated
    }

    /// From 0 to 1: the evaluation's where there is one, or else the mean risk of those listed; nil of nobody.
    public var positivePredictiveValue: Double? {
        evaluated?.positivePredictiveValue ?? (people > 0 ? events / Double(people) : nil)
    }

    public var basis: String { evaluated == nil ? "mean risk of those listed" : "evaluation" }

    /// In two sentences.
    func words(riskOf outcome: String?) -> String {
        let outcome = outcome ?? "the outcome"
        let number = events < 0.5 ? "fewer than 1" : "about \(Figure.count(Int(events.rounded())))"
        let expected =
            "Expect \(number) of these \(Figure.count(people)) to have \(outcome) (the sum of their risks)."
        guard let evaluated else {
            return expected + " The model has no evaluation at this cut: this rests on its risks alone."
        }
        let found = Figure.decimal(100 * evaluated.positivePredictiveValue, places: 0)
        return expected
            + " When the model was evaluated, \(found) in 100 of those at its cut of \(evaluated.cut) had it "
            + "(positive predictive value)."
    }
}
