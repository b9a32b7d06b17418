import Cohorts
import Lists

/// A programme that cannot be made tonight, and whose last good lists are kept.
struct KeptProgramme: Sendable {
    let programme: Programme
    let scale: ListProgramme.Scale
    let lacking: LackingProgramme
    /// The practices, teams or hospitals that have one.
    let lists: Set<String>

    /// For the lists themselves.
    var reasons: [String] { ["the programme cannot be made tonight: \(lacking.shortWords)"] }

    /// For an operator.
    var warning: String {
        "the programme \(lacking.id) is not made tonight, and its last good lists are kept, held: \(lacking.words)"
    }
}
