import Tabular

/// What is to be expected of the people of a list.
public struct ListExpectation: Sendable, Equatable {
    /// What was found of those taken when the model was evaluated.
    public struct Evaluated: Sendable, Equatable {
        public let taken: Taken
        /// From 0 to 1, to four decimals as in a header's file, so that a list that is read back says the same.
        public let positivePredictiveValue: Double

        public init(_ taken: Taken, positivePredictiveValue: Double) {
            self.taken = taken
            self.positivePredictiveValue = (positivePredictiveValue * 10_000).rounded() / 10_000
        }
    }

    /// What the model's evaluation says of such people.
    public enum Evaluation: Sendable, Equatable {
        case found(Evaluated)
        /// There is none at the programme's rule, nor at its share.
        case absent
        /// There is a file that cannot be read.
        case unreadable
    }

    /// Whom an evaluation took.
    public enum Taken: Sendable, Equatable {
        /// Those of the programme's own rule: of its eligible people, without those whom it leaves out.
        case byOwnRule
        /// A share of everybody evaluated, such as `4%`, whoever the programme is for.
        case share(String)

        private static let ownRule = "own rule"

        /// As a header's file has it: `own rule`, or the share.
        var cut: String { if case .share(let share) = self { share } else { Self.ownRule } }

        init(cut: String) { self = cut == Self.ownRule ? .byOwnRule : .share(cut) }
    }

    /// The sum of the risks of those listed.
    public let events: Double
    public let people: Int
    public let evaluation: Evaluation

    public init(events: Double, people: Int, evaluation: Evaluation) {
        self.events = events
        self.people = people
        self.evaluation = evaluation
    }

    /// Of those on a list; nil where there is nobody.
    public init?(_ rows: [ListRow], evaluation: Evaluation) {
        guard !rows.isEmpty else { return nil }
        self.init(events: rows.reduce(0) { $0 + $1.risk }, people: rows.count, evaluation: evaluation)
    }

    var evaluated: Evaluated? { if case .found(let evaluated) = evaluation { evaluated } else { nil } }

    /// From 0 to 1: the evaluation's where there is one, or else the mean risk of those listed; nil of nobody.
    public var positivePredictiveValue: Double? {
        evaluated?.positivePredictiveValue ?? (people > 0 ? events / Double(people) : nil)
    }

    /// What that rests on.
    public var basis: String {
        switch evaluation {
        case .found(let evaluated):
            switch evaluated.taken {
            case .byOwnRule: "evaluation of the programme's own rule"
            case .share(let share): "evaluation of the top \(share) of everybody evaluated"
            }
        case .absent: "mean risk of those listed"
        case .unreadable: "mean risk of those listed, since the model's evaluation cannot be read"
        }
    }

    /// In two sentences.
    func words(riskOf outcome: String?) -> String {
        let outcome = outcome ?? "the outcome"
        let number = events < 0.5 ? "fewer than 1" : "about \(Figure.count(Int(events.rounded())))"
        let expected =
            "Expect \(number) of these \(Figure.count(people)) to have \(outcome) (the sum of their risks)."
        switch evaluation {
        case .found(let evaluated): return expected + Self.words(evaluated)
        case .absent: return expected + " The model has no evaluation at this rule: this rests on its risks alone."
        case .unreadable: return expected + " The model's evaluation cannot be read: this rests on its risks alone."
        }
    }

    private static func words(_ evaluated: Evaluated) -> String {
        let found = Figure.decimal(100 * evaluated.positivePredictiveValue, places: 0)
        let taken =
            switch evaluated.taken {
            case .byOwnRule: "those whom this programme's own rule took"
            case .share(let share): "the top \(share) of everybody evaluated, eligible here or not,"
            }
        return " When the model was evaluated, \(found) in 100 of \(taken) had it (positive predictive value)."
    }
}
