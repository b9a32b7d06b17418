/// Reasons for emergency admission that are not due to a long-term condition, by age: the commonest primary
/// diagnoses of NHS Digital, Hospital Admitted Patient Care Activity, 2022-23, as ICD-10 codes.
enum EmergencyCauses {
    static func at(age: Double) -> WeightedChoices<String> {
        switch age {
        case ..<2: infancy
        case ..<16: childhood
        case ..<45: youngAdulthood
        case ..<70: middleAge
        default: oldAge
        }
    }

    private static let infancy = WeightedChoices<String>([
        ("J219", 25), ("B349", 22), ("J069", 15), ("A099", 9), ("P599", 6), ("R060", 6), ("J459", 2), ("R509", 8),
        ("N390", 3), ("R111", 4),
    ])
    private static let childhood = WeightedChoices<String>([
        ("B349", 18), ("J069", 12), ("S525", 8), ("K359", 7), ("R104", 12), ("J459", 5), ("S099", 8), ("A099", 7),
        ("J181", 4), ("R568", 4), ("T391", 5), ("L031", 3), ("N390", 3), ("E109", 2),
    ])
    private static let youngAdulthood = WeightedChoices<String>([
        ("R104", 16), ("R074", 13), ("R51X", 6), ("T391", 7), ("K359", 6), ("N390", 5), ("L031", 6), ("S822", 5),
        ("K802", 5), ("N201", 4), ("J039", 5), ("R55X", 4), ("J181", 3), ("B349", 4), ("O209", 3), ("G439", 3),
        ("I269", 2), ("K529", 4), ("D509", 2),
    ])
    private static let middleAge = WeightedChoices<String>([
        ("R074", 16), ("R104", 8), ("N390", 7), ("J181", 8), ("L031", 7), ("A419", 6), ("K802", 5), ("I214", 5),
        ("I639", 4), ("R55X", 5), ("I269", 4), ("J440", 3), ("S822", 4), ("K529", 4), ("I489", 3), ("N201", 4),
        ("K573", 3), ("K922", 3), ("D509", 2), ("I209", 3),
    ])
    private static let oldAge = WeightedChoices<String>([
        ("J181", 13), ("N390", 12), ("A419", 9), ("S720", 7), ("R55X", 6), ("R296", 8), ("I639", 6), ("R074", 6),
        ("I500", 4), ("L031", 5), ("N179", 5), ("I489", 4), ("J22X", 5), ("I214", 4), ("K529", 3), ("D649", 2),
        ("S099", 4), ("K922", 3), ("R410", 3), ("J690", 3), ("E871", 2), ("D509", 2),
    ])
}
