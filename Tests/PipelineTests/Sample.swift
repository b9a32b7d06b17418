import Foundation
import Logging
import Pipeline
import TestSupport

/// SampleData, or a copy of it to change, and a place of its own to publish in.
final class Sample: Sendable {
    static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    static let modelFolder = repository.appending(path: "Models/emergency-admission-12m/1.1.0")

    let folder: URL
    var output: String { folder.appending(path: "out").path }
    var configuration: URL { folder.appending(path: "SampleData/configuration.yaml") }
    var latest: URL { folder.appending(path: "out/latest").resolvingSymlinksInPath() }
    var lists: URL { latest.appending(path: "lists/most-complex-4pc") }

    /// - Parameter programmes: the lists to make, in place of all those of SampleData.
    init(programmes: [String] = ["most-complex-4pc"]) throws {
        folder = TestFolder.path("anticipate")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try FileManager.default.copyItem(
            at: Self.repository.appending(path: "SampleData"), to: folder.appending(path: "SampleData"))
        // The tests' program does not lie beside the models.
        try edit { text in
            var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            lines.removeAll { $0.hasPrefix("  - ") && !$0.contains(": ") }
            if let line = lines.firstIndex(of: "programmes:") {
                lines[line] = "programmes: [\(programmes.joined(separator: ", "))]"
            }
            return "models_folder: \(Self.repository.appending(path: "Models").path)\n" + lines.joined(separator: "\n")
        }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func edit(_ change: (String) -> String) throws {
        try change(String(contentsOf: configuration, encoding: .utf8)).write(
            to: configuration, atomically: true, encoding: .utf8)
    }

    func request(
        _ indexDate: String = "2025-04-01", isDemonstration: Bool = true, acceptsDrift: Bool = false,
        threads: Int? = 2
    ) throws -> RunRequest {
        RunRequest(
            configuration: configuration.path, dates: try RunDates(indexDate: indexDate, runDate: nil), output: output,
            isDemonstration: isDemonstration, acceptsDrift: acceptsDrift, threads: threads)
    }

    @discardableResult
    func run(
        _ indexDate: String = "2025-04-01", isDemonstration: Bool = true, acceptsDrift: Bool = false,
        threads: Int? = 2
    ) async throws -> String {
        let request = try request(
            indexDate, isDemonstration: isDemonstration, acceptsDrift: acceptsDrift, threads: threads)
        return try await NightlyRun(request, progress: Self.silent).run().id.description
    }

    /// Tells nobody: a logger that writes nothing.
    static let silent = Progress(logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, isTerminal: false)

    /// The rows of a CSV file below `folder`, by column. SampleData has no quotes.
    func rows(_ url: URL) throws -> [[String: String]] {
        let lines = try Self.text(url).split(separator: "\n").map(Self.fields)
        return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(lines[0], $0)) }
    }

    func extract(_ table: String) throws -> [[String: String]] {
        try rows(folder.appending(path: "SampleData/extracts/\(table).csv.gz"))
    }

    /// Changes the rows of an extract, one by one.
    func rewrite(_ table: String, _ change: ([String: String]) -> [String: String]) throws {
        let url = folder.appending(path: "SampleData/extracts/\(table).csv.gz")
        let lines = try Self.text(url).split(separator: "\n").map(Self.fields)
        let rows = lines.dropFirst().map { line in
            let changed = change(Dictionary(uniqueKeysWithValues: zip(lines[0], line)))
            return lines[0].map { changed[$0] ?? "" }
        }
        let plain = url.deletingPathExtension()
        try ([lines[0]] + rows).map { $0.joined(separator: ",") }.joined(separator: "\n").appending("\n")
            .write(to: plain, atomically: true, encoding: .utf8)
        try FileManager.default.removeItem(at: url)
        try Process.run(URL(filePath: "/bin/gzip"), arguments: [plain.path]).waitUntilExit()
    }

    /// A programme's lists by the stem of their files.
    func listsByPlace(of programme: String) throws -> [String: [[String: String]]] {
        let folder = latest.appending(path: "lists/\(programme)")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "csv" }
        return try Dictionary(
            uniqueKeysWithValues: files.map { ($0.deletingPathExtension().lastPathComponent, try rows($0)) })
    }

    func json(_ path: String) throws -> [String: Any] {
        let data = try Data(contentsOf: latest.appending(path: path))
        return try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
    }

    /// What stands above a list, in numbers.
    struct Header {
        let eligible: Int
        let shown: Int
        let leftOut: [(why: String, people: Int)]
    }

    func header(_ programme: String, _ place: String) throws -> Header {
        let counts = try json("lists/\(programme)/\(place).json")["counts"] as? [String: Any] ?? [:]
        let left = counts["left_out"] as? [[String: Any]] ?? []
        return Header(
            eligible: counts["eligible"] as? Int ?? -1, shown: counts["shown"] as? Int ?? -1,
            leftOut: left.map { ($0["why"] as? String ?? "", $0["people"] as? Int ?? -1) })
    }

    /// What names the files of a place.
    static func stem(_ code: String) -> String {
        String(code.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") ? $0 : "_" })
    }

    func listFiles() throws -> [URL] {
        try FileManager.default.contentsOfDirectory(at: lists, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "csv" }.sorted { $0.path < $1.path }
    }

    func published(_ path: String) throws -> String { try Self.text(latest.appending(path: path)) }

    func content() throws -> String { try field("content", of: published("MANIFEST.json")) }

    func status() throws -> [String: Any] {
        let data = try Data(contentsOf: folder.appending(path: "out/STATUS.json"))
        return try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
    }

    private func field(_ name: String, of json: String) throws -> String {
        let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
        return object?[name] as? String ?? ""
    }

    /// A file's text; what is compressed, by the system's own gzip.
    static func text(_ url: URL) throws -> String {
        guard url.pathExtension == "gz" else { return try String(contentsOf: url, encoding: .utf8) }
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(filePath: "/bin/gzip")
        process.arguments = ["-dc", url.path]
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }

    /// The fields of a line, those in quotes with what commas they hold.
    static func fields(_ line: Substring) -> [String] {
        var fields = [""]
        var isQuoted = false
        for character in line {
            switch character {
            case "\"": isQuoted.toggle()
            case "," where !isQuoted: fields.append("")
            case "\r": break
            default: fields[fields.count - 1].append(character)
            }
        }
        return fields
    }
}
