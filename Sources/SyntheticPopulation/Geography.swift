/// The fictional practices, neighbourhoods, small areas and hospitals of a population.
struct Geography: Sendable {
    let practices: [Practice]
    let neighbourhoods: [Neighbourhood]
    let practiceChoice: WeightedChoices<Int>

    /// A primary care network has about five practices (NHS England: 1,250 networks of 6,300, 2024).
    private static let practicesPerNeighbourhood = 5
    /// A practice has about ten thousand people, a small area 1,700 (Office for National Statistics).
    private static let localitiesPerNeighbourhood = 30
    /// How many of them one practice draws its people from.
    private static let localitiesPerPractice = 14
    private static let neighbourhoodsPerBoard = 12
    /// The standard deviation of the logarithm of a list's size (NHS Digital, Patients registered at
    /// a GP practice: a tenth of the lists are under half the mean, a tenth over 1.7 times it).
    private static let sizeSpread = 0.5

    init(practiceCount: Int, seed: UInt64) {
        var random = RandomStream(seed: seed, number: UInt64.max)
        let count = (practiceCount + Self.practicesPerNeighbourhood - 1) / Self.practicesPerNeighbourhood
        let deciles = Self.deciles(neighbourhoods: count, &random)
        neighbourhoods = (0..<count).map { Self.neighbourhood($0, deciles: deciles[$0]) }
        practices = (0..<practiceCount).map { Self.practice($0, of: practiceCount, &random) }
        practiceChoice = WeightedChoices(practices.enumerated().map { ($0.offset, $0.element.size) })
    }

    /// Deciles of the small areas of each neighbourhood, in ascending order. Areas of a neighbourhood are
    /// alike; over all areas each decile is as frequent as another, as the English indices of deprivation
    /// have it by construction.
    private static func deciles(neighbourhoods count: Int, _ random: inout RandomStream) -> [[Int]] {
        var scores: [(score: Double, neighbourhood: Int)] = []
        for neighbourhood in 0..<count {
            let centre = random.normal()
            for _ in 0..<localitiesPerNeighbourhood {
                scores.append((0.55 * centre + 0.84 * random.normal(), neighbourhood))
            }
        }
        var deciles = [[Int]](repeating: [], count: count)
        for (rank, scored) in scores.sorted(by: { $0.score < $1.score }).enumerated() {
            deciles[scored.neighbourhood].append(rank * 10 / scores.count + 1)
        }
        return deciles
    }

    private static func neighbourhood(_ index: Int, deciles: [Int]) -> Neighbourhood {
        let board = index / neighbourhoodsPerBoard
        let hospitals = (0..<4).map { "X\(board % 10)\(letter(($0 + index) % 4 + board / 10 * 4))" }
        let firstLocality = 1_900_000 + index * localitiesPerNeighbourhood
        return Neighbourhood(
            name: PlaceNames.neighbourhood(index), integratedCareBoard: "Q\(padded(board + 1, width: 2))",
            providers: hospitals,
            localities: deciles.enumerated().map { Locality(code: "E0\(firstLocality + $0.offset)", decile: $0.element) },
            careHomes: (0..<9).map { "H\(padded(index * 9 + $0 + 1, width: 5))" })
    }

    private static func practice(_ index: Int, of count: Int, _ random: inout RandomStream) -> Practice {
        let spare = localitiesPerNeighbourhood - localitiesPerPractice
        let first = index % practicesPerNeighbourhood * spare / (practicesPerNeighbourhood - 1)
        let codeLetters = ["Q", "T", "U", "X", "Z"]
        // 7,919 is prime to 90,000: codes do not repeat, and neighbours' codes are not adjacent.
        let digits = 10_000 + index * 7_919 % 90_000
        return Practice(
            code: "\(codeLetters[index / 90_000 % 5])\(digits)", name: PlaceNames.practice(index),
            neighbourhood: index / practicesPerNeighbourhood,
            localities: first...(first + localitiesPerPractice - 1),
            size: PortableMath.exponential(sizeSpread * random.normal()))
    }

    private static func letter(_ index: Int) -> String {
        String(UnicodeScalar(UInt8(65 + index % 26)))
    }

    private static func padded(_ number: Int, width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}
