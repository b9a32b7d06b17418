import ArgumentParser
import Logging
import Pipeline

@main
struct Anticipate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "anticipate",
        abstract: "Finds the people most likely to need unplanned care, in time to plan that care with them.",
        discussion: """
            Every night `run` reads the extracts that a configuration names, computes each person's risk, and \
            publishes ranked lists for each practice. `init` drafts a configuration, `check` holds it against the \
            extracts, `train` fits a model on them.

            Ends: 0 published, 64 command line, 65 inputs refused, 66 an input is missing, 69 a helper program \
            failed, 70 an invariant broke, 73 and 74 cannot create or write, 75 another run is under way, \
            77 permissions, 78 configuration or model.
            """,
        version: ProgramVersion.text,
        subcommands: [
            Run.self, Check.self, Init.self, Export.self, Import.self, Train.self, Evaluate.self, Compare.self,
            Recalibrate.self, Impact.self, Score.self, Archive.self, Verify.self, Rollback.self, ShowStatus.self,
            LedgerCommand.self, History.self, ShowChurn.self, RecallModel.self,
            MakeKey.self, Reidentify.self, Audit.self, PruneRuns.self, PurgePerson.self, Synthesise.self,
        ])

    static func main() async {
        Hardening.apply()
        LoggingSystem.bootstrap { _ in LineLogHandler() }
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            exit(withError: error)
        }
    }
}
