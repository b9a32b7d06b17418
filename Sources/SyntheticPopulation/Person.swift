/// One fictional person as they enter the window: who they are, and what they are to suffer.
///
/// Days are day numbers from 1970-01-01; `never` is a day that does not come.
struct Person {
    static let never = Int.max / 2

    let number: Int
    let pseudonym: String
    let birth: Int
    let isMale: Bool
    /// As recorded: 1, 2, or rarely 0 or 9.
    let sexCode: String
    let ethnicity: String
    let practice: Practice
    let neighbourhood: Neighbourhood
    let locality: Locality
    /// Whether the record gives the decile.
    let isDecileKnown: Bool
    let registeredFrom: Int?
    let registeredTo: Int?
    /// The first and the last day on which something may happen to them, death apart.
    let days: ClosedRange<Int>
    /// The first day of each condition, by the raw value of `Condition`.
    var onsets: [Int]
    /// The first day of each level of frailty.
    var frailtyOnsets: [Int]
    var careHomeEntry: Int
    /// Standard normal: what drives emergencies and is in no record.
    var propensity: Double
    /// Standard normal: how readily they see a GP.
    let engagement: Double

    func age(on day: Int) -> Double { Double(day - birth) / 365.25 }

    func has(_ condition: Condition, on day: Int) -> Bool { onsets[condition.rawValue] <= day }

    func frailtyLevel(on day: Int) -> Int {
        frailtyOnsets.count { $0 <= day }
    }

    func isInCareHome(on day: Int) -> Bool { careHomeEntry <= day }

    /// 1 in the most deprived decile, -1 in the least.
    var deprivation: Double { (5.5 - Double(locality.decile)) / 4.5 }
}
