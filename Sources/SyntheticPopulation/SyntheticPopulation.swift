/// A population that does not exist, and four years of its health and care, as canonical extracts.
///
/// The same settings give the same bytes on every machine, however many tasks write them. People are
/// independent of each other: each has a stream of random numbers of their own.
public struct SyntheticPopulation: Sendable {
    /// People of the extracts, those included who die, leave, arrive or are born within the window.
    public let persons: Int
    public let seed: UInt64
    /// The first and the last day of activity, `YYYY-MM-DD`; the extraction date is the day after.
    public let firstDay: String
    public let lastDay: String
    /// Whether files are compressed, and named `.csv.gz`.
    public let isCompressed: Bool
    /// The mean list size of a practice; a small sample may want smaller ones, and so more of them.
    public let personsPerPractice: Int
    /// Blocks of people generated at once.
    public let tasks: Int
    /// Where given, `truth.csv` tells everybody's probability of an emergency admission in the year from that day, as
    /// if no effect were planted.
    public let truthDay: String?
    /// What a list does to those on it; nil for nothing. An effect of 0 gives the same bytes as none.
    public let effect: PlantedEffect?

    /// Raised whenever the same seed would give other bytes.
    public static let generatorVersion = 2
    /// NHS Digital, Patients registered at a GP practice, 2024: 63 million with 6,300 practices.
    public static let usualPersonsPerPractice = 9_800

    let firstDayNumber: Int
    let lastDayNumber: Int
    let truthDayNumber: Int?

    /// - Throws: `SyntheticPopulationError` for a setting that allows no population.
    public init(
        persons: Int, seed: UInt64, firstDay: String = "2021-04-01", lastDay: String = "2025-03-31",
        isCompressed: Bool = false, personsPerPractice: Int = usualPersonsPerPractice, tasks: Int = 2,
        truthDay: String? = nil, effect: PlantedEffect? = nil
    ) throws {
        guard (1...100_000_000).contains(persons) else { throw SyntheticPopulationError.personsOutOfRange }
        guard let first = CivilDate(firstDay), let last = CivilDate(lastDay), first.year >= 1990, last.year <= 2100
        else { throw SyntheticPopulationError.notADate }
        guard last.dayNumber - first.dayNumber >= 365 else { throw SyntheticPopulationError.windowTooShort }
        let truth = truthDay.flatMap { CivilDate($0)?.dayNumber }
        guard truthDay == nil || truth.map((first.dayNumber...last.dayNumber).contains) == true else {
            throw SyntheticPopulationError.truthOutsideWindow
        }
        guard personsPerPractice > 0, tasks > 0 else { throw SyntheticPopulationError.notPositive }
        self.persons = persons
        self.seed = seed
        self.firstDay = firstDay
        self.lastDay = lastDay
        self.isCompressed = isCompressed
        self.personsPerPractice = personsPerPractice
        self.tasks = tasks
        self.truthDay = truthDay
        self.effect = effect
        truthDayNumber = truth
        firstDayNumber = first.dayNumber
        lastDayNumber = last.dayNumber
    }

    /// The file of true risks, of all who are alive and here on the day: `person_id`, `risk`, which a person's whole
    /// state gives, and `attainable_risk`, the mean of it over what cannot be seen, given what the records tell: no
    /// model that is made from these can rank better than the latter, but for chance.
    public static let truthName = "truth.csv"

    /// The file that says, beside the extracts, that nobody in them is real.
    public static let markerName = "SYNTHETIC.json"

    /// What the marker says: JSON, in a fixed order.
    public var marker: String {
        """
        {
          "synthetic": true,
          "statement": "No row of these extracts describes a real person, practice or place.",
          "generator_version": \(Self.generatorVersion),
          "seed": \(seed),
          "persons": \(persons),
          "first_day": "\(firstDay)",
          "last_day": "\(lastDay)",
          "extraction_date": "\(CivilDate(dayNumber: lastDayNumber + 1).text)",
          "persons_per_practice": \(personsPerPractice)\(effectFact)
        }

        """
    }

    /// What the marker says of an effect.
    private var effectFact: String {
        guard let effect, effect.change < 0 else { return "" }
        return ",\n  \"effect\": \(effect.change),\n  \"treated\": \(effect.from.count)"
    }

    /// Codes of small areas suffice for this many practices.
    private static let practiceLimit = 16_000

    var geography: Geography {
        let count = (persons + personsPerPractice / 2) / personsPerPractice
        return Geography(practiceCount: min(max(1, count), Self.practiceLimit), seed: seed)
    }
}
