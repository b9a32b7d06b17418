import FeatureData
import Features
import Foundation
import Hashing
import Records
import Testing

@Suite("Fingerprints of features")
struct FingerprintTests {
    private static let lists = [
        "points": "code,system,group,value\nI10,icd10,a,2\nI11,icd10,b,3\nI12,icd10,c,3\nI13,icd10,d,3\n",
        "levels": "code,system,value\n11,snomed,1\n12,snomed,2\n", "other": "code,system\n13,snomed\n",
    ]

    private static let lines = [
        "{ name: age, value: age, reason: aged }",
        "{ name: young, value: age, below: 5 }",
        "{ name: male, where: sex = 1 }",
        "{ name: rows, table: gp_events, where: code in list other, window: 12 months, take: days }",
        "{ name: level, table: gp_events, take: latest, field: code, list: levels, tie: least }",
        "{ name: points, groups: points, window: 24 months, supersedes: { a: b, c: d, d: a, b: c } }",
        "{ name: condition, condition: points.a, window: 24 months }",
        "{ name: total, sum_of: [rows, level] }",
        "{ name: season, value: season_sine }",
        "{ name: decayed, table: prescriptions, take: decayed, half_life: 30, field: cost }",
        "{ name: change, table: gp_events, take: change, field: value, tie: least, default: 1 }",
        "{ name: more, difference_of: [total, rows] }",
        "{ name: share, ratio_of: [young, age], default: 2 }",
    ]

    private func fingerprints(
        lines: [String] = FingerprintTests.lines, lists: [String: String] = FingerprintTests.lists
    ) throws -> [String: String] {
        let folder = try CodeListFolder(lists)
        let catalogue = try Catalogue(
            yaml: "catalogue: test\nfeatures:\n" + lines.map { "  - \($0)\n" }.joined(), codeLists: folder.path)
        let sources = Sources(extractedOn: .on("2024-04-01"))
        let population = Population([PersonRecord(id: "A", birth: .on("1950-01-01"))], sources: sources)
        let columns = catalogue.plan(for: population.histories(at: .on("2024-04-01"))).columns
        return Dictionary(uniqueKeysWithValues: columns.map { ($0.name, $0.fingerprint) })
    }

    private func changed(_ after: [String: String]) throws -> Set<String> {
        let before = try fingerprints()
        return Set(after.keys.filter { before[$0] != after[$0] })
    }

    @Test("A change of a definition changes its fingerprint, and that of the sums that it is in")
    func definitions() throws {
        let changes: [(from: String, to: String, features: Set<String>)] = [
            ("name: age, value: age", "name: age, value: sex", ["age", "share"]),
            ("below: 5", "below: 6", ["young", "share"]),
            ("below: 5", "above: 5", ["young", "share"]), ("below: 5", "below: 5, default: 1", ["young", "share"]),
            ("sex = 1", "sex != 1", ["male"]), ("sex = 1", "'sex in [1, 9]'", ["male"]),
            ("12 months", "13 months", ["rows", "total", "more"]),
            ("12 months", "12 days", ["rows", "total", "more"]),
            ("take: days", "take: rows", ["rows", "total", "more"]),
            ("take: days", "take: days, ends: complete", ["rows", "total", "more"]),
            ("take: days", "take: days, gap: 30 days", ["rows", "total", "more"]),
            ("take: latest", "take: earliest", ["level", "total", "more"]),
            ("code in list", "not code in list", ["rows", "total", "more"]),
            ("levels, tie: least", "levels, tie: greatest", ["level", "total", "more"]), ("a: b", "a: c", ["points"]),
            ("[rows, level]", "[rows, young]", ["total", "more"]), ("points.a", "points.b", ["condition"]),
            ("season_sine", "season_cosine", ["season"]), ("half_life: 30", "half_life: 31", ["decayed"]),
            ("field: cost", "field: quantity", ["decayed"]), (", field: cost", "", ["decayed"]),
            ("value, tie: least", "value, tie: greatest", ["change"]), ("default: 1", "default: 0", ["change"]),
            ("[total, rows]", "[rows, total]", ["more"]), ("[young, age]", "[age, young]", ["share"]),
            ("default: 2", "default: 3", ["share"]),
        ]
        for change in changes {
            let lines = Self.lines.map { $0.replacing(change.from, with: change.to) }
            #expect(try changed(fingerprints(lines: lines)) == change.features, "\(change.from) to \(change.to)")
        }
    }

    private struct ShippedModel: Decodable {
        struct Feature: Decodable {
            let name: String
            let fingerprint: String
        }

        struct Training: Decodable { let catalogue: String }

        let features: [Feature]
        let training: Training?
    }

    @Test("Every model that ships has the fingerprints of its catalogue")
    func shippedModels() throws {
        let folder = URL(filePath: "\(Repository.folder)/Models")
        let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter {
            $0.hasSuffix("model.json")
        }
        var trained = 0
        for file in files {
            let data = try Data(contentsOf: folder.appending(path: file))
            let model = try JSONDecoder().decode(ShippedModel.self, from: data)
            guard let name = model.training?.catalogue else { continue }
            let catalogue = try Catalogue(
                path: folder.appending(path: "catalogues/\(name).yaml").path,
                codeLists: folder.appending(path: "codelists").path, hash: { SHA256Digest(of: $0).hexadecimal })
            let others = model.features.filter { catalogue.fingerprint(of: $0.name) != $0.fingerprint }.map(\.name)
            #expect(others.isEmpty, "\(file)")
            trained += 1
        }
        #expect(trained > 0)
    }

    @Test("A change of a code list changes the fingerprints of what uses that part of it")
    func codeLists() throws {
        let changes: [(list: String, from: String, to: String, features: Set<String>)] = [
            ("other", "13", "14", ["rows", "total", "more"]),
            ("levels", "12,snomed,2", "12,snomed,3", ["level", "total", "more"]),
            ("points", "I11", "I119", ["points"]), ("points", "I10", "I109", ["points", "condition"]),
            ("points", "b,3", "b,4", ["points"]),
        ]
        for change in changes {
            var lists = Self.lists
            lists[change.list] = lists[change.list]!.replacing(change.from, with: change.to)
            #expect(try changed(fingerprints(lists: lists)) == change.features, "\(change.from) to \(change.to)")
        }
    }

    @Test("Words, order, comments, layout and other lists change no fingerprint")
    func sameMeaning() throws {
        var lists = Self.lists
        lists["other"] = "# a comment\r\ncode,system,term\r\n13,snomed,A word\r\n"
        lists["points"] = "code,system,group,value\nI13,icd10,d,3\nI12,icd10,c,3\nI11,icd10,b,3\nI10,icd10,a,2\n"
        lists["more"] = "code,system\n1,snomed\n"
        var lines = Self.lines.map { $0.replacing("aged", with: "so old") }
        lines[5] = "{ supersedes: { d: a, b: c, c: d, a: b }, window: 24 months, groups: points, name: points }"
        lines.swapAt(0, 2)
        #expect(try changed(fingerprints(lines: lines, lists: lists)).isEmpty)
    }

    @Test("A fingerprint is of a text that stays the same when types are renamed")
    func canonicalText() throws {
        let found = try fingerprints()
        let texts = [
            "male": "male\nperson test (sex = \"1\") below none above none default 0.0",
            "rows": """
            rows
            events gp_events where (code in list other) given none window 12m ends index state any take days default 0.0
            list other
            snomed 13\u{20}\u{20}
            """,
            "points": """
            points
            groups points window 24m ends index supersedes a b, b c, c d, d a
            list points
            icd10 I10 a 2.0
            icd10 I11 b 3.0
            icd10 I12 c 3.0
            icd10 I13 d 3.0
            """,
            "season": "season\nperson season sine below none above none default 0.0",
            "decayed": """
            decayed
            events prescriptions where none given none window ever ends index state any take decayed 30 cost default 0.0
            """,
            "change": """
            change
            events gp_events where none given none window ever ends index state any take change value least default 1.0
            """,
            "share": """
            share
            ratio young age default 2.0
            young
            person age below 5.0 above none default 0.0
            age
            person age below none above none default 0.0
            """,
        ]
        for (name, text) in texts { #expect(found[name] == SHA256Digest(of: text).hexadecimal) }
    }
}
