import ArgumentParser
import Pipeline

struct Synthesise: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write a synthetic population as canonical extracts.",
        discussion: "Four years of activity, 2021-04-01 to 2025-03-31. The same seed gives the same bytes.")

    @Option(help: "How many people.")
    var persons: Int

    @Option(help: "Where the random numbers start.")
    var seed: UInt64 = 1

    @Option(help: .directory("The folder to write into; it must be empty or not there."))
    var out: String

    @Flag(help: "Compress the files.")
    var gzip = false

    @Option(help: "People per practice; England's mean unless said.")
    var personsPerPractice: Int?

    @Option(help: "Tasks that generate at once; the machine's cores unless said.")
    var threads: Int?

    @Option(
        help: .date(
            "Also write truth.csv: everybody's probability of an emergency admission in the year from this day."))
    var truth: String?

    @Option(
        parsing: .unconditional,
        help: "Change the emergency admissions of the people of --treated from their day on, such as -10%.")
    var effect: String?

    @Option(help: .file("A CSV of person_id and from: who came on to a list, and when."))
    var treated: String?

    func validate() throws {
        guard (effect == nil) == (treated == nil) else { throw ValidationError("--effect and --treated go together") }
    }

    func run() async throws {
        try await ending {
            let synthesis = try Synthesis(
                persons: persons, seed: seed, folder: out, isCompressed: gzip,
                personsPerPractice: personsPerPractice, tasks: threads, truthDay: truth,
                effect: try treated.map { try TreatedPeople(path: $0).effect(effect ?? "") })
            try await synthesis.run()
        }
    }
}
