/// Practices that work together (a primary care network), with the places and hospitals around them.
struct Neighbourhood: Sendable {
    let name: String
    let integratedCareBoard: String
    /// The nearest hospital first.
    let providers: [String]
    /// From the most deprived to the least.
    let localities: [Locality]
    let careHomes: [String]
}
