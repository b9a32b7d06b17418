import Configuration
import FeatureData
import Features
import Foundation
import Hashing
import Records
import TestSupport

extension Catalogue {
    /// Reads a catalogue that stands in a test, with the code lists of the repository or those of a folder.
    init(yaml: String, codeLists: String = Repository.codeLists) throws(SettingsRefused) {
        try self.init(
            text: yaml, file: "test.yaml", codeLists: codeLists, hash: { SHA256Digest(of: $0).hexadecimal })
    }

    /// What is wrong with a catalogue, line by line; empty where nothing is.
    static func problems(_ yaml: String, codeLists: String = Repository.codeLists) -> [String] {
        do {
            _ = try Catalogue(yaml: yaml, codeLists: codeLists)
            return []
        } catch {
            return error.problems.map(\.description)
        }
    }

    /// The features of people at an index day, in the order of their ids, by name.
    func values(_ people: [PersonRecord], sources: Sources = Sources(), at index: Day) -> [[String: Double]] {
        let population = Population(people, sources: sources)
        let plan = plan(for: population.histories(at: index))
        var matrix = FeatureMatrix(columns: plan.columns)
        var evaluator = plan.evaluator()
        evaluator.evaluate(ArraySlice((0..<people.count).map(Int32.init)), into: &matrix)
        return (0..<people.count).map { row in
            Dictionary(uniqueKeysWithValues: zip(plan.columns.map(\.name), matrix.row(row)))
        }
    }
}

/// A folder of code lists that lasts as long as the test.
final class CodeListFolder {
    let path: String

    init(_ lists: [String: String]) throws {
        path = TestFolder.path("codelists").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        for (name, text) in lists {
            try text.write(toFile: "\(path)/\(name).csv", atomically: false, encoding: .utf8)
        }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
