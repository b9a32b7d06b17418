import ArgumentParser
import Pipeline

/// Who answers for an act on people's data.
struct AccountableOptions: ParsableArguments {
    @Option(help: "Who does this; it is kept in the audit log.")
    var user: String

    @Option(help: "Why; it is kept in the audit log, and must name no patient.")
    var purpose: String

    func accountable() throws -> Accountable { try Accountable(user: user, purpose: purpose) }
}

struct Reidentify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Join a practice's lists back to NHS numbers, for that practice alone.",
        discussion: """
            Hashes tonight's registrations again; nothing keeps which number a pseudonym is of. All of the practice's \
            own lists are named, and of the lists of neighbourhood teams and hospitals the rows of its own people alone. \
            Those who have objected, died or left by the run date are left out. Each call is told in OUTPUT/audit.jsonl first. Where \
            the configuration has an age key of the practice (identity: practices:), the lists are encrypted to it.

            The practice gets a folder with its tables, pages and ids for its own system, and one workbook of all its \
            lists. A sheet or a table that it fills in is read back as reviews, by the mapping that `init` drafts.

            With --all, under an --authorisation, every practice's lists are named that were not before: a YAML file \
            with user, purpose, until (a date) and, if not all, practices, which is the user's own or root's and which \
            nobody else can write. Legal basis and authorisation are judged by the clock, whatever the --run-date. \
            Opt-outs that have fallen by a fifth since the published run name nobody (65).
            """)

    @Option(help: .file("The configuration file."))
    var config: String

    @Option(help: "The practice's code.")
    var practice: String?

    @Option(help: "Who names them; it is kept in the audit log.")
    var user: String?

    @Option(help: "Why; it is kept in the audit log, and must name no patient.")
    var purpose: String?

    @Flag(help: "Name all practices' lists, unattended.")
    var all = false

    @Option(help: .file("The file that says who allows --all, why and until when."))
    var authorisation: String?

    @Option(name: .customLong("run"), help: "The run's id; the published one unless said.")
    var id: String?

    @Option(help: .date("Facts up to this day count: YYYY-MM-DD, or today."))
    var runDate = "today"

    @Option(help: .directory("The folder in which a folder of each practice and run is made."))
    var out: String

    @OptionGroup var output: RunsDirectory

    func validate() throws {
        guard all == (authorisation != nil) else { throw ValidationError("--all needs an --authorisation") }
        guard all != (practice != nil) else { throw ValidationError("Say either --practice or --all") }
        guard all || (user != nil && purpose != nil) else { throw ValidationError("Say --user and --purpose") }
        guard !all || (user == nil && purpose == nil) else {
            throw ValidationError("The authorisation says who and why: leave out --user and --purpose")
        }
    }

    func run() async throws {
        try await ending {
            let naming = try Reidentification(configuration: config, output: output.path, runDate: runDate, folder: out)
            var lines: [String] = []
            if let authorisation {
                lines = try await naming.runAll(of: id, under: StandingAuthorisation(path: authorisation))
            } else if let practice, let user, let purpose {
                let accountable = try Accountable(user: user, purpose: purpose)
                lines = try await naming.run(practice: practice, of: id, by: accountable)
            }
            for line in lines { print(line) }
        }
    }
}

struct Audit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Look after the log of acts on people's data.", subcommands: [Verify.self])

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Tell whether the audit log is as it was written.",
            discussion: """
                Each line has the SHA-256 of the one before it, the last a seal; STATUS.json has how the log stood after \
                the last act, and each run's manifest how it stood then. A line that was changed, added or removed is \
                found, unless whoever did it made these agree.
                """)

        @OptionGroup var output: OnlyRunsDirectory

        func run() async throws {
            try await ending {
                print("the audit log is whole: \(try RunAdministration(output: output.path).verifyAudit()) lines")
            }
        }
    }
}

struct PruneRuns: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prune", abstract: "Remove old runs and archives.",
        discussion: """
            Ages are counted from the published run's date. The published run stays, and what the next night stands \
            on. The ledger is made again from what is left.
            """)

    /// A hundred years.
    private static let mostDays = 36_525

    @Option(help: "Runs and archives of so many days before the published run stay.")
    var keepDays: Int?

    @Option(help: "So many of the newest runs stay.")
    var keepRuns: Int?

    @Option(help: .directory("A folder of archives; may be said again."))
    var archive: [String] = []

    @OptionGroup var who: AccountableOptions

    @OptionGroup var output: OnlyRunsDirectory

    func validate() throws {
        guard keepDays != nil || keepRuns != nil else { throw ValidationError("Say --keep-days or --keep-runs") }
        guard (0...Self.mostDays).contains(keepDays ?? 0), (keepRuns ?? 0) >= 0 else {
            throw ValidationError("Numbers begin at 0, and days end at \(Self.mostDays)")
        }
    }

    func run() async throws {
        try await ending {
            let prune = try Prune(output: output.path, archives: archive, by: who.accountable())
            for line in try prune.run(keepingDays: keepDays, runs: keepRuns ?? 0) { print(line) }
        }
    }
}

struct PurgePerson: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "purge", abstract: "Take a person out of all runs, archives and the ledger.",
        discussion: """
            A run that has them is exchanged for one without them: the lists, pages and workbooks that named them are \
            made again without their rows. Call it again where it was cut short. It ends with 66 where nobody of the id is \
            found, and with 78, once it has done the others, where runs are under another key: it names those. It does \
            not touch the extracts: who should be on no list needs an opt-out there.
            """)

    @Argument(help: "The id as lists have it, or the NHS number; - reads it from standard input, where nobody sees it.")
    var person: String

    @Option(help: .file("The configuration file."))
    var config: String

    @Option(help: .directory("A folder of archives; may be said again."))
    var archive: [String] = []

    @OptionGroup var who: AccountableOptions

    @OptionGroup var output: OnlyRunsDirectory

    func run() async throws {
        let person = try PersonArgument.id(person)
        try await ending {
            let purge = try Purge(configuration: config, output: output.path, archives: archive, by: who.accountable())
            for line in try purge.run(person) { print(line) }
        }
    }
}

/// A person as a command line names them.
enum PersonArgument {
    /// The id itself, or the line that standard input has.
    static func id(_ argument: String) throws -> String {
        guard argument == "-" else { return argument }
        guard let line = readLine(), !line.isEmpty else { throw ValidationError("Standard input names nobody") }
        return line
    }
}
