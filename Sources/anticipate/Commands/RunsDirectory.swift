import ArgumentParser

/// The directory that runs are published in, as every command names it: `--output`.
///
/// The names that some commands had for it, `--runs` and `--out`, are accepted and not shown. `--out` is so only where a
/// command writes nothing else.
struct RunsDirectory: ParsableArguments {
    @Option(help: .directory("The directory that runs are published in; out unless said."))
    var output: String?

    @Option(name: .customLong("runs"), help: .hidden)
    var runs: String?

    var path: String { output ?? runs ?? "out" }

    func validate() throws { try Self.requireOne([output, runs]) }

    static func requireOne(_ names: [String?]) throws {
        guard names.compactMap(\.self).count < 2 else {
            throw ValidationError("Say --output once: --runs and --out are other names of it here")
        }
    }
}

/// The same for a command that has no other `--out`.
struct OnlyRunsDirectory: ParsableArguments {
    @OptionGroup var runs: RunsDirectory

    @Option(name: .customLong("out"), help: .hidden)
    var out: String?

    var path: String { out ?? runs.path }

    func validate() throws { try RunsDirectory.requireOne([runs.output, runs.runs, out]) }
}

extension ArgumentHelp {
    /// Help for an option that takes a file.
    static func file(_ text: String) -> ArgumentHelp { ArgumentHelp(.init(stringLiteral: text), valueName: "FILE") }

    /// Help for an option that takes a folder.
    static func directory(_ text: String) -> ArgumentHelp { ArgumentHelp(.init(stringLiteral: text), valueName: "DIR") }

    /// Help for an option that takes a date.
    static func date(_ text: String) -> ArgumentHelp { ArgumentHelp(.init(stringLiteral: text), valueName: "DATE") }
}
