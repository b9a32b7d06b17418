import Reports

/// What is counted of the people of an area; areas' counts add up to those of all.
protocol AreaCounts {
    static var title: String { get }
    static var columns: [TotalsReport.Column] { get }
    static var notes: [String] { get }
    init()
    static func += (left: inout Self, right: Self)
    /// One a column; nil where there is no figure.
    var values: [Double?] { get }
    /// What is held against a target; nil where there is nothing to hold.
    var share: Double? { get }
}
