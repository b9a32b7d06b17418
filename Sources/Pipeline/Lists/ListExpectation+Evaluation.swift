import Cohorts
import Evaluation
import Lists

extension ListExpectation.Evaluation {
    /// What a model's evaluation says of those whom a programme takes: at the programme's own rule where that was
    /// evaluated (`evaluate --programme`), or else at the programme's share of everybody evaluated.
    init(of programme: Programme, _ found: FoundEvaluation) {
        switch found {
        case .absent: self = .absent
        case .unreadable: self = .unreadable
        case .read(let evaluation): self = Self.evaluated(programme, evaluation).map { .found($0) } ?? .absent
        }
    }

    /// nil where the model was evaluated at neither, or the value was withheld.
    private static func evaluated(
        _ programme: Programme, _ evaluation: ModelEvaluation
    ) -> ListExpectation.Evaluated? {
        let own = evaluation.rules.first { $0.rule == programme.ruleWords }
        if let value = own?.positivePredictiveValue.value {
            return .init(.byOwnRule, positivePredictiveValue: value)
        }
        guard case .share(let share) = programme.selection,
            let value = evaluation.cuts.first(where: { $0.rule == "\(share)" })?.positivePredictiveValue.value
        else { return nil }
        return .init(.share("\(share)"), positivePredictiveValue: value)
    }
}

extension Programme {
    /// The programme's rule as an evaluation names it.
    var ruleWords: String { "\(title): \(selection.words)" }
}
