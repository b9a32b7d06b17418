import Foundation

@testable import Lists
@testable import Pipeline

/// Nights of people with NHS numbers: those of the range that the NHS keeps for tests, 999 000 0000 to 999 999 9999,
/// which are nobody's.
final class NumberedNights {
    let nights: Nights
    /// By the id that the synthetic population gave.
    let numbers: [String: String]
    var key: String { nights.folder.appending(path: "pseudonyms.key").path }

    /// - Parameter settings: lines that the configuration has beside the usual ones; `identity:` may go on in them.
    init(persons: Int = 1_500, identity: String = "", settings: String = "") async throws {
        let nights = try await Nights(
            persons: persons,
            settings: "person_id: nhs_number\nidentity:\n  key: pseudonyms.key\n\(identity)\(settings)")
        _ = try KeyMaking.makeKey(at: nights.folder.appending(path: "pseudonyms.key").path)
        var ids: [String] = []
        try nights.change("persons") { row in
            ids.append(row[0])
            return row
        }
        let numbers = Dictionary(uniqueKeysWithValues: zip(ids, Self.testNumbers(ids.count)))
        for table in Self.tables {
            try nights.change(table) { row in [numbers[row[0]] ?? Self.stranger] + row.dropFirst() }
        }
        self.nights = nights
        self.numbers = numbers
    }

    static let tables = [
        "persons", "admissions", "emergency_attendances", "outpatient_appointments", "gp_events", "prescriptions",
        "community_contacts", "mental_health_contacts", "social_care_services", "opt_outs", "caseload", "reviews",
    ]

    /// Of nobody registered.
    static let stranger = "9999999999"

    /// So many valid numbers of the range, by the rule of the NHS Data Dictionary.
    private static func testNumbers(_ count: Int) -> [String] {
        var numbers: [String] = []
        var stem = 999_000_000
        while numbers.count < count {
            defer { stem += 1 }
            let sum = String(stem).enumerated().reduce(0) { $0 + (10 - $1.offset) * $1.element.wholeNumberValue! }
            let check = (11 - sum % 11) % 11
            if check != 10 { numbers.append("\(stem)\(check)") }
        }
        return numbers
    }

    /// Every file below a folder with what it holds, unpacked.
    static func contents(below folder: URL) throws -> [(name: String, text: String)] {
        let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        return try names.flatMap { name -> [(String, String)] in
            let url = folder.appending(path: name)
            guard try url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else { return [] }
            let bytes = Array(try Data(contentsOf: url))
            if url.pathExtension == "gz" {
                return [(name, String(decoding: try Gzip.unpacked(bytes, name: name), as: UTF8.self))]
            }
            if url.pathExtension == "xlsx" {
                return try ZipArchive(bytes).parts.map {
                    ("\(name): \($0.name)", String(decoding: $0.bytes, as: UTF8.self))
                }
            }
            return [(name, String(decoding: bytes, as: UTF8.self))]
        }
    }

    /// The names of files that hold one of some texts, each a run of its own digits or letters.
    static func files(below folder: URL, naming texts: Set<String>) throws -> [String] {
        files(try contents(below: folder), naming: texts)
    }

    static func files(_ files: [(name: String, text: String)], naming texts: Set<String>) -> [String] {
        let lengths = Set(texts.map(\.utf8.count))
        return files.filter { file in
            let words = file.text.utf8.split { !(0x30...0x39).contains($0) && !(0x61...0x7A).contains($0 | 0x20) }
            // A database has its texts one after the other, with nothing between.
            guard file.name.hasSuffix(".sqlite") else {
                return words.contains { texts.contains(String(decoding: $0, as: UTF8.self)) }
            }
            return words.contains { word in
                let word = Array(word)
                return lengths.contains { length in
                    word.indices.dropLast(length - 1)
                        .contains { texts.contains(String(decoding: word[$0..<$0 + length], as: UTF8.self)) }
                }
            }
        }.map(\.name)
    }

    /// The ids on a programme's lists, by practice.
    func lists() throws -> [String: [String]] {
        let folder = nights.folder.appending(path: "out/latest").resolvingSymlinksInPath().appending(
            path: "lists/listed")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".csv") }
        return try Dictionary(
            uniqueKeysWithValues: names.map { name in
                (String(name.dropLast(4)), try nights.published("lists/listed/\(name)").map { $0["person_id"]! })
            })
    }
}
