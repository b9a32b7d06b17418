/// An item issued once, for something that passes, or an appliance.
struct AcuteItem: Sendable {
    let bnfCode: String
    let quantity: Int
    /// Pence per item, roughly the NHS Drug Tariff, 2024.
    let pence: Int

    private static func item(
        _ bnfCode: String, _ quantity: Int, pence: Int, weight: Double
    ) -> (AcuteItem, Double) {
        (AcuteItem(bnfCode: bnfCode, quantity: quantity, pence: pence), weight)
    }

    /// Weighted roughly as items are dispensed: NHS Business Services Authority, Prescription Cost
    /// Analysis, England, 2023/24.
    static let all = WeightedChoices<AcuteItem>([
        item("0501013B0AAAAAA", 15, pence: 98, weight: 10),
        item("0501130R0AAADAD", 6, pence: 432, weight: 4),
        item("0501012G0AAABAB", 28, pence: 187, weight: 5),
        item("0407010H0AAAMAM", 100, pence: 221, weight: 8),
        item("0407010F0AAAHAH", 100, pence: 312, weight: 5),
        item("0407020A0AAABAB", 28, pence: 176, weight: 2),
        item("1001010J0AAADAD", 84, pence: 287, weight: 4),
        item("1001010P0AAADAD", 28, pence: 123, weight: 5),
        item("0103050P0AAAAAA", 28, pence: 89, weight: 12),
        item("0103050L0AAAAAA", 28, pence: 91, weight: 6),
        item("0304010I0AAAAAA", 30, pence: 76, weight: 5),
        item("0602010V0AABZBZ", 28, pence: 112, weight: 6),
        item("0901020G0AAABAB", 28, pence: 89, weight: 2),
        item("0901011P0AAADAD", 28, pence: 103, weight: 3),
        item("0906040G0BBBFAA", 56, pence: 365, weight: 3),
        item("1303000I0BBABAE", 30, pence: 365, weight: 2),
        item("130201000BBAAA0", 500, pence: 599, weight: 5),
        item("1106000X0AAAKAK", 1, pence: 289, weight: 3),
        item("1201010F0AAAAAA", 1, pence: 312, weight: 2),
        item("1404000H0AAAFAF", 1, pence: 999, weight: 4),
        item("0603020T0AAACAC", 30, pence: 98, weight: 3),
        item("0704020J0AAABAB", 28, pence: 265, weight: 2),
        item("190607000AAAAA0", 1, pence: 1045, weight: 1),
        item("20030200115", 10, pence: 512, weight: 2),
        item("21010900204", 10, pence: 730, weight: 2),
        item("21480000104", 100, pence: 812, weight: 1.5),
        item("22300000312", 5, pence: 2890, weight: 0.8),
        item("23510000408", 30, pence: 9420, weight: 0.8),
    ])
}
