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
    /// The standard deviation of the logarithm of a list's size: set, not estimated.
    private static let sizeSpread = 0.5

    init(practiceCount: Int, seed: UInt64) {
        var random = RandomStream(seed: seed, number: UInt64.max)
        let count = (practiceCount + Self.practicesPerNeighbourhood - 1) / Self.practicesPerNeighbourhood
        let practices = (0..<practiceCount).map { Self.practice($0, &random) }
        let deciles = Self.deciles(areas: Self.areas(of: practices, neighbourhoods: count, &random), of: count)
        self.practices = practices
        neighbourhoods = (0..<count).map { Self.neighbourhood($0, deciles: deciles[$0]) }
        practiceChoice = WeightedChoices(practices.enumerated().map { ($0.offset, $0.element.size) })
    }

    /// A small area before it has its decile.
    private struct Area {
        let neighbourhood: Int
        /// High is least deprived; areas of a neighbourhood are alike.
        let score: Double
        /// In proportion to the people who live there.
        let size: Double
    }

    /// The small areas of every neighbourhood, from the most deprived to the least in each.
    private static func areas(
        of practices: [Practice], neighbourhoods count: Int, _ random: inout RandomStream
    ) -> [Area] {
        var sizes = [[Double]](repeating: .init(repeating: 0, count: localitiesPerNeighbourhood), count: count)
        for practice in practices {
            for locality in practice.localities { sizes[practice.neighbourhood][locality] += practice.size }
        }
        return sizes.enumerated().flatMap { neighbourhood, sizes in
            let centre = 0.55 * random.normal()
            let scores = sizes.map { _ in centre + 0.84 * random.normal() }.sorted()
            return zip(scores, sizes).map { Area(neighbourhood: neighbourhood, score: $0, size: $1) }
        }
    }

    /// Deciles of the small areas of each neighbourhood, in ascending order: each decile has as many
    /// people as another, nearly as the English indices of deprivation have it by construction.
    private static func deciles(areas: [Area], of count: Int) -> [[Int]] {
        let total = areas.reduce(0) { $0 + $1.size }
        var deciles = [[Int]](repeating: [], count: count)
        var running = 0.0
        for area in areas.sorted(by: { $0.score < $1.score }) {
            let middle = running + area.size / 2
            deciles[area.neighbourhood].append(min(Int(middle / total * 10) + 1, 10))
            running += area.size
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
            localities: deciles.enumerated().map { index, decile in
                Locality(code: "E0\(firstLocality + index)", decile: decile)
            },
            careHomes: (0..<9).map { "H\(padded(index * 9 + $0 + 1, width: 5))" })
    }

    private static func practice(_ index: Int, _ random: inout RandomStream) -> Practice {
        let spare = localitiesPerNeighbourhood - localitiesPerPractice
        let first = index % practicesPerNeighbourhood * spare / (practicesPerNeighbourhood - 1)
        let codeLetters = ["Q", "T", "U", "X", "Z"]
        // 7,919 is prime to 90,000: codes do not repeat, and neighbours' codes are not adjacent.
        let digits = 10_000 + index * 7_919 % 90_000
        return Practice(
            code: "\(codeLetters[index % codeLetters.count])\(digits)", name: PlaceNames.practice(index),
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
