import Foundation
import Testing

@Suite("The cards of the models shipped") struct ModelCardTests {
    private static let models = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Models")

    /// The folders of models that were trained here: a published score has a card of its own kind.
    private static func trained() throws -> [URL] {
        let manager = FileManager.default
        let versions = try manager.contentsOfDirectory(at: models, includingPropertiesForKeys: nil).flatMap {
            (try? manager.contentsOfDirectory(at: $0, includingPropertiesForKeys: nil)) ?? []
        }
        return versions.filter { manager.fileExists(atPath: $0.appending(path: "design.yaml").path) }
    }

    @Test("have every item of TRIPOD+AI from 2 to 27, in its order")
    func order() throws {
        let folders = try Self.trained()
        #expect(folders.count >= 11)
        for folder in folders {
            let card = try String(contentsOf: folder.appending(path: "CARD.md"), encoding: .utf8)
            let items = card.split(separator: "\n").filter { $0.hasPrefix("#") }
                .compactMap { $0.firstMatch(of: #/\(([0-9]+)[a-z]?[,)]/#).flatMap { Int($0.1) } }
            #expect(items == items.sorted() && Set(items) == Set(2...27), "\(folder.path)")
        }
    }
}
