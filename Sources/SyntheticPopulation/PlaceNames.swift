/// Invented names.
enum PlaceNames {
    private static let beginnings = [
        "Alder", "Ash", "Birch", "Bram", "Castle", "Clay", "Cold", "Elm", "Fern", "Fox", "Glen", "Gold", "Haw", "Hazel",
        "Heron", "Holly", "Kestrel", "Lark", "Lime", "Linden", "Maple", "Marsh", "Mill", "Oak", "Otter", "Raven",
        "Rowan",
        "Silver", "Stone", "Thorn", "Wren",
    ]
    private static let endings = [
        "bourne", "bridge", "brook", "combe", "dale", "field", "ford", "gate", "ham", "hurst", "ley", "mere", "mouth",
        "stead", "ton", "water", "wick",
    ]
    private static let kinds = ["Surgery", "Medical Centre", "Health Centre", "Family Practice", "Medical Group"]

    static func neighbourhood(_ index: Int) -> String {
        "\(place(index)) PCN"
    }

    static func practice(_ index: Int) -> String {
        "\(place(index + 131)) \(kinds[index % kinds.count])"
    }

    /// Places differ up to an index of 526; from then on they are numbered.
    private static func place(_ index: Int) -> String {
        let round = index / (beginnings.count * endings.count)
        let name = beginnings[index % beginnings.count] + endings[index % endings.count]
        return round == 0 ? name : "\(name) \(round + 1)"
    }
}
