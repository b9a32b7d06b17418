/// What the person ids of a run are; one kind for all its sources.
public enum IdentifierKind: String, CaseIterable, Sendable {
    case nhsNumber = "nhs_number"
    case pseudonym
}
