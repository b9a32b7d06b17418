import Foundation
import Ledger
import Pipeline
import RunStore
import Testing

@Suite struct LedgerKeepingTests {
    @Test("Two programmes of one run may name one model with its version and without, or two versions of it")
    func versions() async throws {
        let nights = try await Nights(persons: 600)
        for (name, model) in [("pinned", "emergency-admission-12m/1.0.0"), ("other", "emergency-admission-12m/1.1.0")] {
            try nights.write(
                "title: \(name)\nmodel: \(model)\neligible: age >= 18\nselect: { share: 4% }\n", to: "\(name).yaml")
        }
        try nights.edit("configuration.yaml") {
            $0.replacing("[listed.yaml]", with: "[listed.yaml, pinned.yaml, other.yaml]")
        }
        try await nights.run("2025-03-01")
        #expect(try nights.ledgerText() == nights.rebuiltText())
        let questions = try LedgerQuestions(output: nights.output)
        for version in ["1.0.0", "1.1.0"] {
            let lines = try questions.recall("emergency-admission-12m/\(version)")
            #expect(lines[0].hasPrefix("people listed at issues: ") && lines[0] != "people listed at issues: 0")
        }
    }

    /// Every other day from 2025-02-20.
    private static let nights = (0..<20).map { night in
        Date(timeIntervalSince1970: 1_740_009_600 + 172_800 * Double(night)).formatted(.iso8601.year().month().day())
    }

    @Test("Over twenty nights every movement has a reason, a band halves it, and a ledger made again is the one kept")
    func nights() async throws {
        var entering: [Double] = []
        for stability in ["", "stability: { leave_at: 6%, stay_at_least: 14 days }"] {
            let nights = try await Nights(programme: stability, settings: "issue: { every: 4 days }")
            for night in Self.nights {
                try await nights.run(night)
                for one in try nights.movement() where one["movement"] != "staying" {
                    #expect(!one["reason"]!.isEmpty)
                    #expect(!["new_facts", "risk_fell"].contains(one["reason"]!) || !one["detail"]!.isEmpty)
                }
            }
            let churn = try LedgerQuestions(output: nights.output).churn(of: nil).dropFirst()
            #expect(churn.count == 10)
            let shares = churn.compactMap { Double($0.split(separator: ",", omittingEmptySubsequences: false)[11]) }
            entering.append(shares.reduce(0, +) / Double(shares.count))
            let kept = try nights.ledgerText()
            #expect(try nights.rebuiltText() == kept)
        }
        #expect(entering[1] < entering[0] / 2)
    }

    @Test("A ledger that fell behind, was lost, cut short, overwritten or is another's is put right by the next run")
    func damage() async throws {
        let nights = try await Nights(settings: "issue: { every: 1 day }")
        try await nights.run("2025-03-01")
        let first = try Data(contentsOf: URL(filePath: nights.ledgerPath))
        let damages: [(name: String, do: (String) throws -> Void)] = [
            // What a kill between the flip and the ledger leaves: the runs are ahead.
            ("behind", { try first.write(to: URL(filePath: $0)) }),
            ("lost", { try FileManager.default.removeItem(atPath: $0) }),
            ("cut", { try first.prefix(5_000).write(to: URL(filePath: $0)) }),
            ("no database", { try Data("a text".utf8).write(to: URL(filePath: $0)) }),
            ("empty", { try Data().write(to: URL(filePath: $0)) }),
        ]
        for (place, damage) in damages.enumerated() {
            try await nights.run("2025-03-0\(2 + place)")
            try damage.do(nights.ledgerPath)
            if damage.name == "cut" { try Data("x".utf8).write(to: URL(filePath: nights.ledgerPath + "-journal")) }
            // A run of the same content flips to the same run, and catches the ledger up all the same.
            try await nights.run("2025-03-0\(2 + place)")
            let text = try nights.ledgerText()
            #expect(try nights.rebuiltText() == text, "\(damage.name)")
            #expect(text.contains("issues|\(2 + place)|"))
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: nights.output).sorted()
        #expect(names == [".lock", "STATUS.json", "latest", "ledger.sqlite", "runs"])
        let attributes = try FileManager.default.attributesOfItem(atPath: nights.ledgerPath)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
    }

    @Test("A ledger that cannot be written stops no run, and the status tells")
    func unwritable() async throws {
        let nights = try await Nights()
        try await nights.run("2025-03-01")
        try FileManager.default.removeItem(atPath: nights.ledgerPath)
        try FileManager.default.createDirectory(
            atPath: nights.ledgerPath + "/in-the-way", withIntermediateDirectories: true)
        let second = try await nights.run("2025-03-08")
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: nights.output + "/latest").hasSuffix(second))
        let status = try Data(contentsOf: URL(filePath: nights.output + "/STATUS.json"))
        let told = String(decoding: status, as: UTF8.self)
        #expect(told.contains("the ledger could not be brought up to date"))
        #expect(told.contains("because it could not be used: the ledger could not be read or written (SQLite result"))
    }

    @Test("An answer from a ledger that lacks an issue, or could not be brought up to date, says so each time")
    func incomplete() async throws {
        let nights = try await Nights(persons: 600, settings: "issue: { every: 1 day }")
        var runs: [String] = []
        for day in 1...4 { runs.append(try await nights.run("2025-03-0\(day)")) }
        var told: [String] = []
        let questions = try LedgerQuestions(output: nights.output) { told.append($0) }
        #expect(try questions.churn(of: nil).count == 5 && told.isEmpty)
        let lock = try RunStore(directory: nights.output, creating: false).acquireLock()
        #expect(try questions.churn(of: nil).count == 5)
        #expect(told.count == 1 && told[0].contains("may lack the newest runs: Another run holds the lock"))
        lock.release()

        try FileManager.default.removeItem(
            atPath: "\(nights.output)/runs/\(runs[1])/restricted/movement/listed.csv.gz")
        try FileManager.default.removeItem(atPath: nights.ledgerPath)
        let person = try #require(try nights.members().first?["person_id"])
        let asks: [() throws -> Void] = [
            { _ = try questions.churn(of: nil) }, { _ = try questions.recall("emergency-admission-12m/1.1.0") },
            { _ = try questions.history(of: person) },
        ]
        for (place, ask) in asks.enumerated() {
            told = []
            try ask()
            #expect(told.contains { $0.contains("the ledger has no issue 2, whose files") })
            #expect(told.contains { $0.contains("no issue of run \(runs[1])") } == (place == 0))
        }
    }

    @Test("The ledger has the audit log's acts, kept and made again; asking who somebody is, is one of them")
    func audit() async throws {
        let nights = try await Nights(persons: 600)
        try await nights.run("2025-03-01")
        let questions = try LedgerQuestions(output: nights.output)
        func acts() throws -> [LedgerAct] {
            let ledger = try Ledger(opening: nights.ledgerPath)
            defer { try? ledger.close() }
            return try ledger.acts()
        }
        #expect(try acts().isEmpty)
        _ = try questions.churn(of: nil)
        _ = try questions.recall("emergency-admission-12m/1.1.0")
        let person = try #require(try nights.members().first?["person_id"])
        _ = try questions.history(of: person)
        let ids = nights.folder.appending(path: "ids.txt")
        _ = try questions.recall("emergency-admission-12m/1.1.0", namingIn: ids.path)
        let told = try acts()
        #expect(told.map(\.action) == ["history of a person", "recall a model's people by id"])
        #expect(told.allSatisfy { !$0.user.isEmpty && $0.time.hasSuffix("Z") && !"\($0)".contains(person) })
        #expect(told[1].facts == #"{"model":"emergency-admission-12m/1.1.0"}"#)
        #expect(try RunAdministration(output: nights.output).verifyAudit() == 2)

        let prune = try Prune(
            output: nights.output, archives: [], by: Accountable(user: "A. Operator", purpose: "retention"))
        _ = try prune.run(keepingDays: 10, runs: 0)
        try await nights.run("2025-03-08")
        #expect(try acts().map(\.user).last == "A. Operator" && acts().dropLast() == told[...])
        let kept = try nights.ledgerText()
        #expect(try nights.rebuiltText() == kept && kept.contains("retention"))

        // While a run is under way nobody is named: it could not be told.
        let lock = try RunStore(directory: nights.output, creating: false).acquireLock()
        #expect { try questions.history(of: person) } throws: { ExitStatus.code(of: $0) == 75 }
        #expect(try !questions.churn(of: nil).isEmpty)
        lock.release()

        // A log that was tampered with is told, and stops no run.
        let log = nights.output + "/audit.jsonl"
        try String(contentsOfFile: log, encoding: .utf8).replacing("retention", with: "intention")
            .write(toFile: log, atomically: true, encoding: .utf8)
        try await nights.run("2025-03-15")
        let status = try Data(contentsOf: URL(filePath: nights.output + "/STATUS.json"))
        #expect(String(decoding: status, as: UTF8.self).contains("the ledger has no more of the audit log"))
        #expect(try acts().count == 3)
    }

    @Test("Lists do not depend on the ledger")
    func independent() async throws {
        var contents: [String] = []
        for keeps in [true, false] {
            let nights = try await Nights(
                programme: "stability: { leave_at: 6% }", settings: "issue: { every: 3 days }")
            for date in ["2025-03-01", "2025-03-02", "2025-03-04", "2025-03-08"] {
                try await nights.run(date)
                if !keeps { try FileManager.default.removeItem(atPath: nights.ledgerPath) }
            }
            contents.append(try nights.manifest()["content"] as? String ?? "")
        }
        #expect(contents[0] == contents[1] && !contents[0].isEmpty)
    }
}
