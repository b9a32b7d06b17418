import ArgumentParser

@main
struct Anticipate: AsyncParsableCommand {
    func run() async throws {}
}
