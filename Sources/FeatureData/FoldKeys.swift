/// A key for each row that is the same for all rows of a person, uniform over 64 bits, and says nothing of who that is:
/// rows go to folds by it, so that a person's years are never on both sides.
public struct FoldKeys: Sendable, Equatable {
    /// n keys.
    public let keys: [UInt64]

    public init(_ keys: [UInt64]) { self.keys = keys }

    /// Each row's fold, from 0; the same for the same key whatever the other rows.
    ///
    /// - Parameter count: between 1 and 255 folds.
    public func folds(count: Int) -> [UInt8] {
        precondition((1...Int(UInt8.max)).contains(count))
        return keys.map { UInt8($0.multipliedFullWidth(by: UInt64(count)).high) }
    }
}
