import Foundation
import Tabular
import Testing

@testable import Pipeline

@Suite("What a run is called by its lists") struct RunReferenceTests {
    @Test("is the same for the same facts and scores, whatever the configuration's text, and another for others")
    func same() {
        func name(_ facts: [String: JSONValue], _ predictors: [[Int64]]) -> String {
            RunReference.of(facts, runDate: "2025-03-01", predictors: predictors)
        }
        let first = name(["a": 1], [[1, 2], [3]])
        #expect(first.wholeMatch(of: /2025-03-01-[0-9a-f]{8}/) != nil)
        #expect(name(["a": 1, "configuration_sha256": "x"], [[1, 2], [3]]) == first)
        #expect(name(["a": 2], [[1, 2], [3]]) != first && name(["a": 1], [[1, 2], [4]]) != first)
    }

    @Test("stands in the manifest, on the index and on every list, and a run made again has the same")
    func everywhere() async throws {
        let nights = try await Nights(persons: 600)
        try await nights.run("2025-03-01")
        func reference() throws -> String {
            try #require((nights.manifest()["facts"] as? [String: Any])?["reference"] as? String)
        }
        let name = try reference()
        let latest = nights.folder.appending(path: "out/latest").resolvingSymlinksInPath()
        let lists = try FileManager.default.contentsOfDirectory(atPath: latest.appending(path: "lists/listed").path)
        #expect(lists.count >= 3 && lists.count % 3 == 0)
        for path in ["index.html"] + lists.filter({ !$0.hasSuffix(".csv") }).map({ "lists/listed/\($0)" }) {
            let text = try String(contentsOf: latest.appending(path: path), encoding: .utf8)
            #expect(text.contains(name), "\(path)")
        }
        try FileManager.default.removeItem(atPath: nights.output)
        try await nights.run("2025-03-01")
        #expect(try reference() == name)
    }
}
