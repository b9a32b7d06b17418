/// A key for each row that is the same for all rows of a person, uniform over 64 bits, and says nothing of who that is:
/// rows go to folds by it, so that a person's years are never on both sides.
public struct FoldKeys: Sendable, Equatable {
    /// n keys.
    public let keys: [UInt64]

    public init(_ keys: [UInt64]) { self.keys = keys }

    /// Other keys for another seed, as if drawn anew (the mixing function of SplitMix64; Steele and others, OOPSLA 2014).
    public func seeded(_ seed: UInt64) -> FoldKeys {
        FoldKeys(
            keys.map { key in
                var mixed = key ^ (seed &* 0x9E37_79B9_7F4A_7C15)
                mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
                mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
                return mixed ^ (mixed >> 31)
            })
    }

    /// Each row's fold, from 0; the same for the same key whatever the other rows.
    ///
    /// - Parameter count: between 1 and 255 folds.
    public func folds(count: Int) -> [UInt8] {
        precondition((1...Int(UInt8.max)).contains(count))
        return keys.map { UInt8($0.multipliedFullWidth(by: UInt64(count)).high) }
    }
}
