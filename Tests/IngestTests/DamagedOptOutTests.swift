import Ingest
import Records
import Testing

@testable import Identity

/// Nobody is listed whose objection could not be read.
@Suite struct DamagedOptOutTests {
    private static let id = "PSN-10003"
    /// A row of the opt-outs that cannot be read whole, and by which rule.
    private static let damaged: [(row: [UInt8], place: String, rule: Rule)] = [
        (Array("\(id),national,2020-01-01,".utf8), "", .tooManyColumns),
        (Array(",\(id),national,2020-01-01".utf8), "", .tooManyColumns),
        (Array("\(id),national".utf8), "", .tooFewColumns),
        (Array(id.utf8), "", .tooFewColumns),
        (Array("\(id),natio".utf8) + [0xE9] + Array("nal,2020-01-01".utf8), "", .notUTF8),
        (Array("\(id),natio".utf8) + [0] + Array("nal,2020-01-01".utf8), "", .nulByte),
        (Array("\"\(id)\",\"national,2020-01-01".utf8), "", .openQuote),
        (Array("\"\(id)\"x,\" \(id) \",2020-01-01".utf8), "", .textAfterQuote),
        (Array("\(id),national,\"2020-01-01\",\"\"".utf8), "", .tooManyColumns),
        (Array("\(id),unknown,2020-01-01".utf8), " kind", .unknownCode),
        (Array("\(id),,2020-01-01".utf8), " kind", .requiredEmpty),
        (Array("\(id),national,1 May 2020".utf8), " recorded_on", .badDate),
        (Array("\(id),national,1900-01-01".utf8), " recorded_on", .standInDate),
    ]

    private func delivery(_ row: [UInt8], good: Int = 1, settings: String...) -> Delivery {
        var delivery = Delivery.complete(rows: 8, persons: 4)
        let rows = String(repeating: "PSN-10001,type1,2020-01-01\n", count: good)
        delivery.set(.optOuts, Array("person_id,kind,recorded_on\n\(rows)".utf8) + row)
        for setting in settings { delivery.setting(.optOuts, setting) }
        return delivery
    }

    @Test("A row of the opt-outs that cannot be read whole refuses the run by its line, column and rule")
    func refused() async {
        for (row, place, rule) in Self.damaged {
            #expect(
                await delivery(row).refusal() == """
                    opt_outs.csv:3\(place): \(rule.rawValue): \(rule.sentence). 1 of 2 rows of the opt-outs cannot be \
                    read whole, over the limit of 0%, and each may be somebody's objection: have the extract mended, \
                    or declare a quarantine_limit for this source
                    """)
        }
        // One row alone of many, and one without anybody's id, are no better.
        for row in [Self.damaged[0].row, Array(",national,2020-01-01".utf8)] {
            #expect(await delivery(row, good: 5_000).refusal()?.hasPrefix("opt_outs.csv:5002") == true)
        }
        #expect(
            await delivery(Self.damaged[0].row, good: 9, settings: "quarantine_limit: 5%").refusal()?.contains(
                "1 of 10 rows of the opt-outs cannot be read whole, over the limit of 5%") == true)
    }

    @Test("Where a source declares that such rows may be, whoever they name is withheld all the same")
    func withheld() async throws {
        for (row, _, rule) in Self.damaged {
            let result = try await delivery(row, settings: "quarantine_limit: 50%").ingest()
            #expect(result.account(.optOuts) == "read 2: quarantined 1, accepted 1")
            #expect(result.accounts(.optOuts)[0].rules == [rule.rawValue: 1])
            let bars = (0..<4).map { result.population.persons.bar(of: $0) == .objected }
            #expect(bars == [false, true, false, true], "\(rule)")
        }
        // Who is not registered tonight may stand on a list that is held.
        let gone = try await delivery(Array("PSN-9,national,2020-01-01,".utf8), settings: "quarantine_limit: 50%")
            .ingest()
        #expect(gone.unregisteredObjectors.contains("PSN-9"))
    }

    @Test("A damaged permission permits nothing")
    func permissions() async throws {
        var delivery = delivery(Self.damaged[0].row, settings: "quarantine_limit: 50%")
        delivery.optOuts = .allowList
        let persons = try await delivery.ingest().population.persons
        #expect((0..<4).map { persons.bar(of: $0) == .objected } == [true, false, true, true])
    }

    @Test("The header again among the opt-outs is nobody's objection")
    func header() async throws {
        let result = try await delivery(Array("person_id,kind,recorded_on".utf8)).ingest()
        #expect(result.account(.optOuts) == "read 2: quarantined 1, accepted 1")
    }

    @Test("Blanks around an id are no part of it", arguments: ["PSN-10003 ", " PSN-10003", "\"  PSN-10003 \""])
    func blanks(id: String) async throws {
        let result = try await delivery(Array("\(id),national,2020-01-01".utf8)).ingest()
        #expect(result.population.persons.bar(of: 3) == .objected)
    }

    @Test("An NHS number with blanks or dashes is the same person's, in every table")
    func writtenNumbers() async throws {
        let numbers = ["9434765919", "9434766001", "9434766028"]
        let written = ["943 476 5919", "943-476-6001", "9434 76 60 28"]
        for key in [nil, PseudonymKey(bytes: Array(0..<32))] {
            for (registered, told) in [(numbers, written), (written, numbers), (written, written)] {
                var delivery = Delivery()
                delivery.idKind = .nhsNumber
                delivery.key = key
                delivery[.persons] =
                    "person_id,date_of_birth,sex,practice_code\n"
                    + registered.map { "\($0),1950-01-01,1,A81001\n" }.joined()
                delivery[.gpEvents] = "person_id,event_date,code\n" + told.map { "\($0),2020-01-01,c\n" }.joined()
                delivery[.optOuts] = "person_id,kind\n\(told[1]),type1\n"
                let result = try await delivery.ingest()
                #expect(result.account(.gpEvents) == "read 3: withheld 1, accepted 2")
                let persons = result.population.persons
                let objecting = key?.pseudonym(of: numbers[1]) ?? numbers[1]
                #expect(persons.count == 3)
                #expect((0..<3).filter { persons.bar(of: $0) == .objected }.map { persons.ids[$0] } == [objecting])
            }
        }
    }
}
