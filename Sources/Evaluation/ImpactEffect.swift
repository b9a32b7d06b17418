/// What a method says that a list did to the number of events.
public struct ImpactEffect: Codable, Sendable, Equatable {
    /// Against what the method expects without the list: -0.1 is a tenth fewer.
    public var relative: Estimate
    /// Events a person in the days followed.
    public var difference: Estimate

    public init(relative: Estimate, difference: Estimate) {
        self.relative = relative
        self.difference = difference
    }

    /// Where nothing may be told, or nothing can be computed.
    static let none = ImpactEffect(relative: Estimate(value: nil), difference: Estimate(value: nil))
}

extension ImpactEffect {
    /// - Parameters:
    ///   - persons: a key for each row.
    ///   - rows: of each row the numbers whose sums the method goes by.
    ///   - expectation: from the sums, the events a person that were had, and those that were to be expected.
    init(
        _ bootstrap: Bootstrap, persons: [UInt64], rows: [[Double]],
        expectation: @escaping @Sendable ([Double]) -> (had: Double, expected: Double)
    ) async {
        let estimates = await bootstrap.estimates(persons: persons, rows: rows) { sums in
            let (had, expected) = expectation(sums)
            return [had / expected - 1, had - expected]
        }
        self.init(relative: estimates[0], difference: estimates[1])
    }
}
