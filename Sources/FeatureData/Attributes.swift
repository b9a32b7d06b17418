/// The facts of registration of all rows.
public struct Attributes: Sendable, Equatable {
    public let rowCount: Int
    public let all: [Attribute]

    /// - Parameter all: with different names, each for the same rows.
    public init(rowCount: Int, _ all: [Attribute]) {
        precondition(all.allSatisfy { $0.codes.count == rowCount } && Set(all.map(\.name)).count == all.count)
        self.rowCount = rowCount
        self.all = all
    }

    public subscript(name: String) -> Attribute? { all.first { $0.name == name } }
}
