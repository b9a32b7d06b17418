import Foundation
import Logging
import Pipeline

/// SampleData, or a copy of it to change, and a place of its own to publish in.
final class Sample {
    static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    static let modelFolder = repository.appending(path: "Models/emergency-admission-12m/1.0.0")

    let folder: URL
    var output: String { folder.appending(path: "out").path }
    var configuration: URL { folder.appending(path: "SampleData/configuration.yaml") }
    var latest: URL { folder.appending(path: "out/latest").resolvingSymlinksInPath() }
    var lists: URL { latest.appending(path: "lists/most-complex-4pc") }

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "anticipate-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try FileManager.default.copyItem(
            at: Self.repository.appending(path: "SampleData"), to: folder.appending(path: "SampleData"))
        // The tests' program does not lie beside the models.
        try edit { "models_folder: \(Self.repository.appending(path: "Models").path)\n" + $0 }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func edit(_ change: (String) -> String) throws {
        try change(String(contentsOf: configuration, encoding: .utf8)).write(
            to: configuration, atomically: true, encoding: .utf8)
    }

    func request(_ indexDate: String = "2025-04-01", isDemonstration: Bool = true, threads: Int? = 2) throws
        -> RunRequest
    {
        RunRequest(
            configuration: configuration.path, dates: try RunDates(indexDate: indexDate, runDate: nil), output: output,
            isDemonstration: isDemonstration, threads: threads)
    }

    @discardableResult
    func run(_ indexDate: String = "2025-04-01", isDemonstration: Bool = true, threads: Int? = 2) async throws -> String
    {
        let request = try request(indexDate, isDemonstration: isDemonstration, threads: threads)
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
