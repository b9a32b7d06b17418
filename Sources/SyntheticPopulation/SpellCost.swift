/// What a spell costs: a fixed part and one per night, near the averages of NHS England, National Cost
/// Collection 2022/23 (non-elective long stay 5,000 pounds, short stay 900, day case 1,100).
enum SpellCost {
    static func pounds(method: String, nights: Int, _ random: inout RandomStream) -> Int {
        let isElective = method.hasPrefix("1")
        let fixed = isElective ? 820.0 : 610
        let perNight = isElective ? 520.0 : 410
        let spread = PortableMath.exponential(0.35 * random.normal())
        return Int((fixed + perNight * Double(min(nights, 60))) * spread)
    }
}
