import Foundation
import Identity
import Testing

@testable import Lists
@testable import Pipeline

@Suite("What a practice gets with the NHS numbers of its people") struct NamedListsTests {
    private let nurse: Accountable

    init() throws { nurse = try Accountable(user: "A. Nurse", purpose: "visits of the week") }

    @Test("A practice gets every format of its lists with numbers, and the ids that its own system takes")
    func formats() async throws {
        let numbered = try await NumberedNights()
        let nights = numbered.nights
        try await nights.run("2025-03-01")
        let practice = try #require(try numbered.lists().max { $0.value.count < $1.value.count }?.key)
        _ = try await nights.naming().run(practice: practice, of: nil, by: nurse)
        let files = try nights.named()
        func file(_ name: String) throws -> URL {
            try #require(files.first { $0.lastPathComponent == name }, "\(name)")
        }
        let numbers = try Nights.rows(of: file("listed.csv")).map { $0["Person"]! }
        #expect(numbers.count > 4)
        let ids = try String(contentsOf: file("listed.ids.txt"), encoding: .utf8)
        #expect(ids.split(separator: "\n").map(String.init) == numbers)
        let page = try String(contentsOf: file("listed.html"), encoding: .utf8)
        #expect(numbers.allSatisfy { page.contains("<b>\($0)</b>") })
        let book = try ZipArchive(Array(Data(contentsOf: file("\(practice).xlsx"))))
        let strings = book.parts.first { $0.name == "xl/sharedStrings.xml" }.map {
            String(decoding: $0.bytes, as: UTF8.self)
        }
        #expect(numbers.allSatisfy { strings?.contains(">\($0)<") == true })
        let header = try String(contentsOf: file("listed.json"), encoding: .utf8)
        #expect(header.contains("\"shown\": \(numbers.count)") && !numbers.contains { header.contains($0) })
        let near = try Nights.rows(of: file("listed.near-misses.csv")).map { $0["person_id"]! }
        let registered = try nights.registered()
        #expect(near.count == 5 && near.allSatisfy { registered[$0] == practice && !numbers.contains($0) })
        // Whoever is named anywhere is the practice's own; no pseudonym stands anywhere.
        let others = Set(registered.filter { $0.value != practice }.keys)
        let folder = nights.folder.appending(path: "named")
        #expect(try NumberedNights.files(below: folder, naming: others) == [])
        let pseudonyms = Set(try numbered.lists().values.flatMap(\.self))
        #expect(try NumberedNights.files(below: folder, naming: pseudonyms) == [])
        for file in files {
            let access = try FileManager.default.attributesOfItem(atPath: file.path)
            #expect(access[.posixPermissions] as? Int == 0o600)
        }
    }

    @Test("Who has objected since is in no format of a practice's lists, and its counts say that somebody is missing")
    func formatsTonight() async throws {
        let numbered = try await NumberedNights()
        let nights = numbered.nights
        try await nights.run("2025-03-01")
        let lists = try numbered.lists()
        let (practice, pseudonyms) = try #require(lists.max { $0.value.count < $1.value.count })
        let key = try PseudonymKey(file: numbered.key)
        let number = try #require(
            try nights.registered().keys.first { key.pseudonym(of: $0) == pseudonyms[0] })
        try nights.add("\(number),type1,2025-03-05", to: "opt_outs")
        _ = try await nights.naming().run(practice: practice, of: nil, by: nurse)
        let folder = nights.folder.appending(path: "named")
        #expect(try NumberedNights.files(below: folder, naming: [number, pseudonyms[0]]) == [])
        let page = try String(
            contentsOf: try #require(try nights.named().first { $0.lastPathComponent == "listed.html" }),
            encoding: .utf8)
        #expect(page.contains("\(pseudonyms.count - 1) people of"))
        #expect(page.contains("1 left out after publication"))
    }

    @Test(
        "What a practice fills in comes back by the mapping that is drafted, with the numbers hashed again",
        arguments: ["table", "sheet"])
    func filledIn(_ kind: String) async throws {
        let numbered = try await NumberedNights()
        let nights = numbered.nights
        try await nights.run("2025-03-01")
        let (practice, pseudonyms) = try #require(try numbered.lists().max { $0.value.count < $1.value.count })
        _ = try await nights.naming().run(practice: practice, of: nil, by: nurse)
        let table = try #require(try nights.namedTables().first)
        var lines = try Sample.text(table).split(separator: "\n").map(Sample.fields)
        if kind == "sheet" {
            // As a spreadsheet saves the workbook's sheet.
            let book = try WorkbookSheet(
                nights.named().first { $0.pathExtension == "xlsx" }.map { Array(try Data(contentsOf: $0)) } ?? [])
            lines = book.rows
        }
        func place(_ column: String) throws -> Int { try #require(lines[0].firstIndex(of: column), "\(column)") }
        for (row, answers) in [
            (1, ["Date seen": "2025-03-04", "Outcome": "care plan made", "Suitable": "yes"]),
            (2, ["Date seen": "2025-03-05", "Suitable": "no", "Why not": "known already: care in place"]),
        ] {
            for (column, answer) in answers { lines[row][try place(column)] = answer }
        }
        let returned = nights.folder.appending(path: "returned")
        try FileManager.default.createDirectory(at: returned, withIntermediateDirectories: true)
        let text = lines.map { $0.map { $0.contains(",") ? "\"\($0)\"" : $0 }.joined(separator: ",") }
        try text.joined(separator: "\r\n").write(
            to: returned.appending(path: "list.csv"), atomically: true, encoding: .utf8)
        try nights.edit("configuration.yaml") { $0 + (try! self.draftedMapping(nights)) }
        try await nights.run("2025-03-08")
        let reviews = try nights.published("restricted/reviews.csv.gz").filter {
            pseudonyms.prefix(2).contains($0["person_id"]!)
        }
        let columns = ["person_id", "programme", "reviewed_on", "outcome", "suitable", "reason"]
        let told = reviews.map { review in columns.map { review[$0]! } }
        #expect(
            Set(told) == [
                [pseudonyms[0], "listed", "2025-03-04", "care plan made", "1", ""],
                [pseudonyms[1], "listed", "2025-03-05", "", "0", "known already: care in place"],
            ])
    }

    /// The lines that a drafted configuration has for lists that come back, taken up.
    private func draftedMapping(_ nights: Nights) throws -> String {
        let draft = try ConfigurationDraft(
            folder: nights.folder.appending(path: "extracts").path, extractedOn: "2025-04-01",
            output: nights.folder.appending(path: "drafted.yaml").path)
        let lines = draft.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let first = try #require(lines.firstIndex { $0.contains("# - table: reviews") })
        return lines[first...].map { $0.replacing("  # ", with: "  ", maxReplacements: 1) }.joined(separator: "\n")
    }
}
