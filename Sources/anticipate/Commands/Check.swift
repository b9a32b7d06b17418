import ArgumentParser
import Pipeline

struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check the configuration, what it names, and the headers of the extracts.",
        discussion: "Tells every problem at once and writes nothing.")

    @Option(help: .file("The configuration file."))
    var config: String

    func run() async throws {
        try await ending {
            let findings = try ConfigurationCheck(configuration: config).run()
            for note in findings.notes { print("note: \(note)") }
            for problem in findings.problems { StandardError.write("\(problem)\n") }
            if !findings.problems.isEmpty { throw ExitCode(ExitStatus.configuration.rawValue) }
            print("nothing is wrong")
        }
    }
}
