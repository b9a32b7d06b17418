import Foundation
import GRDB
import Ledger
import Testing

@Suite struct DamageTests {
    /// The path of a ledger that holds something.
    private func ledger(_ example: LedgerExample) throws -> String {
        let members = (0..<500).map { LedgerExample.member("p\($0)", on: "2025-01-01") }
        try example.ledger.append(LedgerExample.issue(1, members))
        try example.ledger.close()
        return example.path
    }

    @Test("What is no database, or is cut short, is damaged", arguments: [0.0, 0.1, 0.5, 0.99])
    func cut(share: Double) throws {
        let example = try LedgerExample()
        let path = try ledger(example)
        let data = try Data(contentsOf: URL(filePath: path))
        let text = Data("this is no database, it is a text".utf8)
        let rest = share == 0 ? text : data.prefix(Int(Double(data.count) * share))
        try rest.write(to: URL(filePath: path))
        #expect(throws: LedgerError.damaged) { try Ledger(opening: path) }
    }

    @Test("A page that was overwritten is damage")
    func overwritten() throws {
        let example = try LedgerExample()
        let path = try ledger(example)
        var data = try Data(contentsOf: URL(filePath: path))
        for place in data.count / 2..<data.count / 2 + 4096 { data[place] = 0xFF }
        try data.write(to: URL(filePath: path))
        #expect(throws: LedgerError.damaged) { try Ledger(opening: path) }
    }

    @Test("A ledger of a later program is not touched")
    func later() throws {
        let example = try LedgerExample()
        let path = try ledger(example)
        let queue = try DatabaseQueue(path: path)
        try queue.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('99')") }
        try queue.close()
        let before = try Data(contentsOf: URL(filePath: path))
        #expect(throws: LedgerError.otherSchema) { try Ledger(opening: path) }
        #expect(try Data(contentsOf: URL(filePath: path)) == before)
    }

    @Test("A missing table is damage, a missing file is told")
    func missing() throws {
        let example = try LedgerExample()
        let path = try ledger(example)
        let queue = try DatabaseQueue(path: path)
        try queue.write { try $0.execute(sql: "DROP TABLE reviews") }
        try queue.close()
        #expect(throws: LedgerError.damaged) { try Ledger(opening: path).history(of: "p1") }
        #expect(throws: LedgerError.missing) { try Ledger(opening: path + "x") }
    }

    @Test("Errors say what to do, word for word")
    func sentences() {
        #expect(
            LedgerError.missing.description
                == "there is no ledger yet; `anticipate ledger rebuild` makes it from the published runs")
        #expect(
            LedgerError.damaged.description
                == "the ledger is damaged; `anticipate ledger rebuild` makes it again from the published runs")
        #expect(
            LedgerError.otherSchema.description
                == "the ledger was written by a later version of the program; `anticipate ledger rebuild` makes it "
                + "again from the published runs")
        #expect(
            LedgerError.failed(code: 13).description
                == "the ledger could not be read or written (SQLite result 13)")
    }
}
