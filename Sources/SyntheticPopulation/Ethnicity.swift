/// Ethnic category codes of the NHS Data Dictionary, A to S, Z not stated, 99 not known.
enum Ethnicity {
    /// Shares of England's people (Office for National Statistics, Census 2021), with 5% not recorded.
    private static let codes = WeightedChoices<String>([
        ("A", 69.8), ("B", 0.9), ("C", 6.2), ("D", 0.8), ("E", 0.4), ("F", 0.8), ("G", 0.8), ("H", 3.1), ("J", 2.6),
        ("K", 1.0), ("L", 1.6), ("M", 1.0), ("N", 2.5), ("P", 0.5), ("R", 0.8), ("S", 2.1), ("Z", 2.3), ("99", 2.7),
    ])

    /// Older people are more often white British (same source: 94% white from 65).
    static func code(age: Double, _ random: inout RandomStream) -> String {
        let code = random.pick(codes)
        return age >= 65 && code != "99" && random.chance(0.6) ? "A" : code
    }
}
