import ArgumentParser
import Pipeline

struct MakeKey: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "Make a key under which NHS numbers become pseudonyms.",
        discussion: """
            Writes 64 hexadecimal digits to a file that its owner alone can read (0400), and never over one that is \
            there. Keep a copy in a safe: without the key nobody can be named again, and with another one the lists \
            of before are of people whom nobody knows.
            """)

    @Option(help: .file("The file to write."))
    var out: String

    func run() async throws {
        try await ending { print("made a key; its fingerprint is \(try KeyMaking.makeKey(at: out))") }
    }
}
