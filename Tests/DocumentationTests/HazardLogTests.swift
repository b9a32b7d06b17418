import Foundation
import Testing

@Suite("The hazard log") struct HazardLogTests {
    private static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private func names() throws -> TestNames { try TestNames(below: Self.repository.appending(path: "Tests")) }

    @Test("names for every control a test that there is, or says that there is none")
    func log() throws {
        let file = Self.repository.appending(path: "Sources/anticipate/Documentation.docc/HazardLog.md")
        let log = HazardLog(try String(contentsOf: file, encoding: .utf8))
        #expect(log.hazards.count > 20)
        #expect(log.hazards.map(\.id) == (1...log.hazards.count).map { "H\($0)" })
        #expect(log.faults(try names()) == [])
    }

    @Test("fails where a test is gone, a control has none and does not say so, or nothing is said to remain")
    func made() throws {
        let log = HazardLog(
            """
            # Made up

            | hazard | controls | what remains |
            | --- | --- | --- |
            | H1 **a** | Held by `this`: `HazardLogTests: fails where it should`, `Tests/Oracle/agree`. | b |
            | H2 **a** | c: `HazardLogTests: names nothing`. d: no test. e. | |
            | H3 **a** | f: `Tests/Oracle/disagree`. g: no test, `Tests/Oracle/agree`. | h |
            | H4 **a** | | i |
            | a table | of something else |
            """)
        let own = "fails where a test is gone, a control has none and does not say so, or nothing is said to remain"
        #expect(log.hazards.map(\.id) == ["H1", "H2", "H3", "H4"])
        #expect(
            log.hazards[0].controls == [
                .init(words: "Held by `this`", tests: ["HazardLogTests: fails where it should", "Tests/Oracle/agree"])
            ])
        let names = try self.names()
        #expect(names.contains("HazardLogTests: \(own)"))
        #expect(
            log.faults(names) == [
                "5: there is no test \"HazardLogTests: fails where it should\"",
                "6: there is no test \"HazardLogTests: names nothing\"",
                "6: name a test, or say that there is no test, behind \"e\"",
                "6: what remains is not said",
                "7: there is no test \"Tests/Oracle/disagree\"",
                "7: name a test, or say that there is no test, behind \"g\"",
                "8: no control",
            ])
    }

    @Test("may name a test by the beginning of its title, where no other of its suite begins so")
    func beginnings() throws {
        let names = try self.names()
        #expect(names.contains("HazardLogTests: may name a test by…"))
        #expect(!names.contains("HazardLogTests: …") && !names.contains("HazardLogTests: may not…"))
    }

    @Test(
        "and the other statements that must be answered for are two pages each",
        arguments: [
            "HazardLog", "IntendedPurpose", "DataProtection",
        ])
    func length(article: String) throws {
        let file = Self.repository.appending(path: "Sources/anticipate/Documentation.docc/\(article).md")
        let words = try String(contentsOf: file, encoding: .utf8).split(whereSeparator: \.isWhitespace)
            .filter { $0.contains { $0.isLetter || $0.isNumber } }
        // So many fill two pages of A4, tables included.
        #expect(words.count <= 1_050, "\(words.count) words")
    }

    @Test("finds a test by its title, in its line or the next, and by a function that is a sentence")
    func titles() {
        // Put together, so that these are no tests of this file.
        let test = "@" + "Test"
        let text = """
            \(test)("A \\"title\\" of a test", arguments: [1])
            \(test)(
                "On a line of its own"
            ) func one() {}
            \(test) func `A sentence`() {}
            \(test)(arguments: [1, 2])
                func `Another sentence`(number: Int) {}
            func `No test`() {}
            """
        #expect(
            TestNames.titles(in: text) == [
                "A \\\"title\\\" of a test", "On a line of its own", "A sentence", "Another sentence",
            ])
    }

    @Test("is one of the articles that the landing page leads to, and there are no others")
    func articles() throws {
        let folder = Self.repository.appending(path: "Sources/anticipate/Documentation.docc")
        let page = try String(contentsOf: folder.appending(path: "Documentation.md"), encoding: .utf8)
        let articles = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".md") }
        let links = page.matches(of: /- <doc:(\w+)>/).map { "\($0.1).md" }
        #expect(Set(links) == Set(articles).subtracting(["Documentation.md"]) && links.contains("HazardLog.md"))
    }
}
