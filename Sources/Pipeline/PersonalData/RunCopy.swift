import RunStore
import Tabular

/// A committed run without some of its people.
///
/// Tables and pages lose their rows, the plain files of ids the ids. What cannot be taken
/// apart so is left out where it may name them: the workbooks of their places, and the FHIR resources.
struct RunCopy {
    private let manifest: Manifest
    private let store: RunStore
    private var changed: [RunPath: Part] = [:]
    private(set) var leftOut: [RunPath] = []
    /// Rows of tables that were taken out, of one person perhaps many.
    private(set) var rowsTaken = 0
    /// Places on lists that were taken out.
    private(set) var placesTaken = 0

    private struct Part {
        let bytes: [UInt8]
        let rows: Int?
    }

    /// - Parameter isTakenOff: tells by id whose rows are taken out.
    /// - Throws: `PipelineError.runNotVerified` where a file is not as it was published.
    init(_ manifest: Manifest, of store: RunStore, without isTakenOff: (String) -> Bool) throws {
        self.manifest = manifest
        self.store = store
        // Pages have words where others have ids: who is taken out of them is who is taken out of their tables.
        var taken: Set<String> = []
        for isPage in [false, true] {
            for entry in manifest.entries {
                guard let kind = Kind(entry.path.description), (kind == .page) == isPage else { continue }
                changed[entry.path] = try rewritten(entry, kind) { person in
                    if isPage { return taken.contains(person) }
                    guard isTakenOff(person) else { return false }
                    taken.insert(person)
                    return true
                }
            }
        }
        guard isChanged else { return }
        let places = Set(changed.keys.compactMap { Self.place($0.description) })
        leftOut = manifest.entries.map(\.path).filter { path in
            let path = path.description
            if path.hasPrefix("workbooks/") { return places.contains(Self.stem(path)) }
            return path.hasPrefix("fhir/") && !places.isEmpty
        }
        try unlink()
    }

    var isChanged: Bool { !changed.isEmpty }

    /// Writes all files of the copy.
    func write(into run: StagedRun) throws {
        for entry in manifest.entries where !leftOut.contains(entry.path) {
            let file = try run.file(entry.path.description, readers: entry.isShared ? .group : .owner)
            let part = changed[entry.path]
            file.rows = part.map(\.rows) ?? entry.rows
            try (part?.bytes ?? contents(entry)).withUnsafeBytes { try file.write($0) }
            try file.close()
        }
    }

    // MARK: Files

    private enum Kind {
        case table, packedTable, ids, page

        init?(_ path: String) {
            if path.hasSuffix(".csv") {
                self = .table
            } else if path.hasSuffix(".csv.gz") {
                self = .packedTable
            } else if path.hasPrefix("ids/") {
                self = .ids
            } else if path.hasPrefix("lists/"), path.hasSuffix(".html") {
                self = .page
            } else {
                return nil
            }
        }
    }

    /// Nil where the file has nobody to take out.
    private mutating func rewritten(_ entry: ManifestEntry, _ kind: Kind, _ isTakenOff: (String) -> Bool) throws
        -> Part?
    {
        let bytes = try contents(entry)
        switch kind {
        case .table: return table(bytes, isTakenOff)
        case .packedTable:
            let unpacked = try Gzip.unpacked(bytes, name: entry.path.description)
            return try table(unpacked, isTakenOff).map { Part(bytes: try Gzip.packed($0.bytes), rows: $0.rows) }
        case .ids:
            return ids(bytes, rows: entry.rows, isTakenOff)
        case .page:
            return PageRows.without(isTakenOff, String(decoding: bytes, as: UTF8.self)).map {
                Part(bytes: Array($0.utf8), rows: entry.rows)
            }
        }
    }

    private mutating func table(_ bytes: [UInt8], _ isTakenOff: (String) -> Bool) -> Part? {
        guard let left = PersonRows(bytes).without(isTakenOff) else { return nil }
        rowsTaken += left.taken
        return Part(bytes: left.bytes, rows: left.rows)
    }

    private mutating func ids(_ bytes: [UInt8], rows: Int?, _ isTakenOff: (String) -> Bool) -> Part? {
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        let kept = lines.filter { $0.isEmpty || !isTakenOff(String($0)) }
        guard kept.count < lines.count else { return nil }
        placesTaken += lines.count - kept.count
        return Part(bytes: Array(kept.joined(separator: "\n").utf8), rows: rows.map { $0 - lines.count + kept.count })
    }

    private func contents(_ entry: ManifestEntry) throws -> [UInt8] {
        guard let bytes = try store.verifiedContents(of: entry.path, in: manifest) else {
            throw PipelineError.runNotVerified(
                run: manifest.run.description, problems: ["\(entry.path) has changed since it was published"])
        }
        return bytes
    }

    /// Takes the links to what is left out from the index.
    private mutating func unlink() throws {
        guard !leftOut.isEmpty, let index = manifest.entries.first(where: { $0.path.description == "index.html" })
        else { return }
        var text = String(decoding: try contents(index), as: UTF8.self)
        for path in leftOut { text = text.replacing(" href=\"\(path)\"", with: "") }
        changed[index.path] = Part(bytes: Array(text.utf8), rows: index.rows)
    }

    /// The stem of the file of a place's people; nil for files of a whole run.
    private static func place(_ path: String) -> String? {
        let folders = ["lists/", "near-misses/", "not-scored/", "ids/"]
        return folders.contains(where: path.hasPrefix) ? stem(path) : nil
    }

    private static func stem(_ path: String) -> String {
        String(path.split(separator: "/").last?.prefix { $0 != "." } ?? "")
    }
}
