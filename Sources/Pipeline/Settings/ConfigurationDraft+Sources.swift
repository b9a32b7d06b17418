import Glibc
import Ingest

extension ConfigurationDraft {
    /// The sources that files make: those of one table and header are one, where their names differ in digits alone and
    /// a pattern says so of no other file. One whose name has a date is a pattern too, because tomorrow's has another; but
    /// not where the user says on which day it was extracted.
    static func sources(_ files: [Recognised], names: [String], extractedOn: String?) -> [Recognised] {
        var sources: [Recognised] = []
        for file in files {
            let pattern = pattern(file.file)
            let parts = files.filter {
                $0.table == file.table && $0.header == file.header && $0.delimiter == file.delimiter
                    && Self.pattern($0.file) == pattern
            }
            let dateInName = dateInName(parts)
            let isPattern =
                file.file.allSatisfy { !"*?[]\\".contains($0) }
                && (parts.count > 1 || dateInName != nil && extractedOn == nil)
            guard isPattern, parts.count == names.count(where: { fnmatch(pattern, $0, 0) == 0 }) else {
                sources.append(file)
                continue
            }
            guard parts[0].file == file.file else { continue }
            var source = file
            source.file = pattern
            source.parts = parts.count
            source.dateInName = dateInName
            source.isEmpty = parts.allSatisfy(\.isEmpty)
            sources.append(source)
        }
        return sources
    }

    /// A name with a star for each run of digits.
    private static func pattern(_ name: String) -> String { name.replacing(#/[0-9]+/#, with: "*") }

    /// The pattern that finds in each name the day that stands there; nil where one has none.
    private static func dateInName(_ files: [Recognised]) -> String? {
        guard let guessed = FileNameDate(guessedFrom: files[0].file), let date = FileNameDate(pattern(guessed.pattern))
        else { return nil }
        let isFound = files.allSatisfy { file in
            let day = FileNameDate(guessedFrom: file.file)?.day(in: file.file)
            return day != nil && date.day(in: file.file) == day
        }
        return isFound ? date.pattern : nil
    }
}
