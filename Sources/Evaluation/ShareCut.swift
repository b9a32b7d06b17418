/// A cut by a share of the rows, in tenths of a per cent.
public struct ShareCut: Sendable, Hashable {
    public let perMille: Int

    /// - Parameter perMille: from 1 to 1000.
    public init(perMille: Int) {
        precondition((1...1000).contains(perMille))
        self.perMille = perMille
    }

    /// 0.5, 1, 2, 4, 5, 10 and 20%.
    public static let standard = [5, 10, 20, 40, 50, 100, 200].map(ShareCut.init(perMille:))
    /// The 4% of the programme for the most complex.
    public static let main = ShareCut(perMille: 40)

    /// `4%`, `0.5%`.
    public var words: String {
        "\(perMille / 10)" + (perMille.isMultiple(of: 10) ? "" : ".\(perMille % 10)") + "%"
    }

    /// How many of n rows the share is, rounded up.
    public func count(of total: Int) -> Int { (total * perMille + 999) / 1000 }
}
