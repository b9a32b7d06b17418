/// A GP practice of a fictional place.
struct Practice: Sendable {
    /// An ODS-shaped code: letter and five digits. No practice of England starts with these letters.
    let code: String
    let name: String
    /// Index among the neighbourhoods.
    let neighbourhood: Int
    /// Where its people live: indices among the neighbourhood's localities.
    let localities: ClosedRange<Int>
    /// In proportion to its list.
    let size: Double
}
