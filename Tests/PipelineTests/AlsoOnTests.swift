import Foundation
import Testing

@Suite("Which other lists a list names") struct AlsoOnTests {
    @Test("A practice is told of all; a team and a hospital of none that goes to somebody else")
    func alsoOn() async throws {
        let nights = try await Nights(persons: 3_000)
        for (name, rule) in [
            ("most", "eligible: age >= 18\nselect: { share: 20% }\n"),
            ("team", "eligible: age >= 18\nselect: { share: 10% }\nlists_by: neighbourhood\n"),
            ("elderly-team", "eligible: age >= 65\nselect: { share: 30% }\nlists_by: neighbourhood\n"),
            (
                "ward",
                "eligible: in_hospital = 1 and provider is given\nselect: { share: 100% }\nlists_by: provider\n"
            ),
        ] {
            try nights.write("title: The \(name)\nmodel: emergency-admission-12m\n\(rule)", to: "\(name).yaml")
        }
        try nights.edit("configuration.yaml") {
            $0.replacing(
                "programmes: [listed.yaml]",
                with: "programmes: [listed.yaml, most.yaml, team.yaml, elderly-team.yaml, ward.yaml]")
        }
        try await nights.run("2025-03-01")
        func told(_ programme: String) throws -> Set<String> {
            let folder = nights.folder.appending(path: "out/latest").resolvingSymlinksInPath()
                .appending(path: "lists/\(programme)")
            let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".csv") }
            let rows = try names.flatMap { try nights.published("lists/\(programme)/\($0)") }
            #expect(!rows.isEmpty, "\(programme)")
            return Set(rows.flatMap { $0["also_on"]!.split(separator: "; ").map(String.init) })
        }
        #expect(try told("ward") == [])
        #expect(try told("team") == ["The elderly-team"])
        #expect(try told("most").isSuperset(of: ["Listed", "The team", "The ward"]))
    }
}
