/// A row of the matrix: its place, from 0, in person id order. It says nothing of who the person is;
/// only `Pipeline` maps it back.
public struct RowID: Hashable, Comparable, Sendable {
    public let index: Int

    public init(_ index: Int) { self.index = index }

    public static func < (left: RowID, right: RowID) -> Bool { left.index < right.index }
}
