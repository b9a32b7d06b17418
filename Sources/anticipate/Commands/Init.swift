import ArgumentParser
import Foundation
import Pipeline

struct Init: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Draft a configuration for the extracts in a folder.",
        discussion: "Knows the canonical tables and OMOP CDM. Files that it does not know are named and left out.")

    @Option(help: .directory("The folder that the extracts lie in."))
    var extracts: String

    @Option(help: .date("The day on which they were taken, as YYYY-MM-DD, where no date in names tells."))
    var extractedOn: String?

    @Option(help: .file("The configuration file to write; it must not be there yet."))
    var out: String

    func run() async throws {
        try await ending {
            let draft = try ConfigurationDraft(folder: extracts, extractedOn: extractedOn, output: out)
            try NewFile.write(draft.text, to: out)
            print("\(out): \(draft.tables.count) tables recognised: \(draft.tables.joined(separator: ", "))")
            for file in draft.leftOut { print("left out: \(file)") }
        }
    }
}
