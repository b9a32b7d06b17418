/// Which kind of objection is to which purpose. What nobody has said is objected to.
public struct ObjectionMatrix: Sendable, Equatable {
    private var kinds: [Purpose: Set<ObjectionKind>]

    /// Every kind objects to every purpose.
    public static let everything = ObjectionMatrix(kinds: [:])

    /// - Parameter kinds: by purpose, the kinds that object to it; all of them to a purpose that is not named.
    public init(kinds: [Purpose: Set<ObjectionKind>]) { self.kinds = kinds }

    /// Whether an objection holds against any of some purposes.
    /// - Parameter kind: nil where a row does not tell: then it does.
    public func objects(_ kind: ObjectionKind?, to purposes: Set<Purpose>) -> Bool {
        guard let kind else { return true }
        return purposes.contains { kinds[$0]?.contains(kind) ?? true }
    }
}
