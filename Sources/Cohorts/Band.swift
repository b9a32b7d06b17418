import FeatureData

/// A band of ranks among the eligible, from the end of the band before it to its own end.
public struct Band: Sendable, Equatable {
    public let name: String
    /// The end of the band, as a share of the eligible; 100% for the last.
    public let end: Share

    public init(name: String, end: Share) {
        self.name = name
        self.end = end
    }

    /// The bands of a programme that names none.
    public static let standard: [Band] = [
        ("top 0.5%", "0.5%"), ("0.5% to 5%", "5%"), ("5% to 20%", "20%"), ("below the top 20%", "100%"),
    ].compactMap { name, end in Share(end).map { Band(name: name, end: $0) } }
}
