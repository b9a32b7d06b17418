/// What the facts of one family of features add to a person's linear predictor tonight, less what they added before.
public struct FamilyChange: Sendable, Equatable {
    /// In plain words.
    public let family: String
    public let change: Double
    /// What has become of its facts, in plain words; nil where they are as they were, or nobody has looked.
    public var fact: String?

    public init(family: String, change: Double) {
        self.family = family
        self.change = change
    }

    /// A smaller change of the linear predictor (about 5% of the odds) tells nothing to a reader. Our choice.
    public static let least = 0.05
    /// The changes that a reader takes in at a glance.
    public static let most = 3

    /// The largest, those that raise the predictor or those that lower it, ties by family: the largest in any case,
    /// the others where they are not too small to tell.
    public static func largest(_ changes: [FamilyChange], rising: Bool) -> [FamilyChange] {
        let ranked = changes.filter { rising ? $0.change > 0 : $0.change < 0 }.sorted {
            ($1.change.magnitude, $0.family) < ($0.change.magnitude, $1.family)
        }
        return Array(ranked.prefix(1) + ranked.dropFirst().prefix(most - 1).filter { $0.change.magnitude >= least })
    }

    /// The largest of either kind that are not too small to tell, ties by family.
    public static func largest(_ changes: [FamilyChange]) -> [FamilyChange] {
        let ranked = changes.filter { $0.change.magnitude >= least }.sorted {
            ($1.change.magnitude, $0.family) < ($0.change.magnitude, $1.family)
        }
        return Array(ranked.prefix(most))
    }
}
