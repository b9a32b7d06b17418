/// Whether a person is scored as at an index day, and if not, why. Raw values are what outputs say.
public enum Standing: String, Sendable, CaseIterable {
    case scored
    /// Objects to this use of their data; outputs do not carry the id.
    case objected = "opted_out"
    /// Registrations that contradict each other in sex or date of birth.
    case conflicting = "conflicting_registrations"
    /// The registration row itself was set aside.
    case registrationSetAside = "registration_set_aside"
    case notYetBorn = "not_yet_born"
    case notYetRegistered = "not_yet_registered"
    case left = "left"
    case died = "died"
}
