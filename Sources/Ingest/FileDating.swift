import Records
import Tabular

/// The day in a file's name, and what tells the files that are the same but for it.
struct FileDating: Sendable {
    let day: Day
    /// The file's path without the day; compressed or not is the same.
    let stem: String
    /// Names of the files of other days that are not read because this one is.
    var older: [String] = []

    /// Nil where the name has no day.
    /// - Parameter pattern: what finds the day; nil where nothing says how it is written.
    init?(path: String, pattern: FileNameDate?) {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        let name = parts.last.map(String.init) ?? path
        guard let found = (pattern ?? FileNameDate(guessedFrom: name))?.found(in: name) else { return nil }
        day = found.day
        let whole = (parts.dropLast().map(String.init) + [found.stem]).joined(separator: "/")
        stem = whole.lowercased().hasSuffix(".gz") ? String(whole.dropLast(".gz".count)) : whole
    }

    /// Of inputs whose names differ in their day alone the newest, which name the others.
    static func newest(_ inputs: [SourceInput]) -> [SourceInput] {
        let stems = Dictionary(grouping: inputs) { $0.dating?.stem }
        return inputs.compactMap { input in
            guard let dating = input.dating, let same = stems[dating.stem] else { return input }
            let newest = same.compactMap(\.dating?.day).max()
            guard dating.day == newest else { return nil }
            var input = input
            input.dating?.older = same.filter { $0.dating?.day != newest }.map(\.name)
            return input
        }
    }

    /// What is told of a source's files: that they may have every row more than once, or that some are older than others.
    static func warnings(_ source: Source, _ files: [(name: String, dating: FileDating?)]) -> [String] {
        let dated = files.compactMap { file in file.dating.map { (name: file.name, dating: $0) } }
        return [repetition(source, dated), lag(source, dated)].compactMap { $0 }
    }

    /// Files that differ in their day alone are all read, and nothing says that they should be.
    private static func repetition(_ source: Source, _ files: [(name: String, dating: FileDating)]) -> String? {
        guard source.take != .all, source.versions == nil else { return nil }
        let stems = Dictionary(grouping: files, by: \.dating.stem).values.filter { $0.count > 1 }
        guard !stems.isEmpty else { return nil }
        return
            "files that differ in their dates alone are all read (\(named(stems.flatMap { $0.map(\.name) }))), so that every "
            + "row may be there more than once: say take: newest and extracted_on_in_name, or take: all where each has "
            + "rows of its own"
    }

    /// The newest of one name is older than the newest of another: somebody's file may have stopped coming.
    private static func lag(_ source: Source, _ files: [(name: String, dating: FileDating)]) -> String? {
        guard source.take == .newest, let newest = files.map(\.dating.day).max() else { return nil }
        let behind = files.filter { $0.dating.day < newest }.map(\.name)
        return behind.isEmpty
            ? nil
            : "older than the newest file, of \(DateWords.words(newest.description)), and read all the same: \(named(behind))"
    }

    private static func named(_ names: [String]) -> String {
        let more = names.count > mostNamed ? " and \(names.count - mostNamed) more" : ""
        return names.sorted().prefix(mostNamed).joined(separator: ", ") + more
    }

    private static let mostNamed = 3
}
