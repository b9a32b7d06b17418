import Foundation
import Hashing
import Records
import RunStore

extension FeatureArchive {
    /// Deletes what killed programs left of archives, where nobody would look for the people in it.
    /// - Throws: `PipelineError.noArchives`; `RunStoreError`.
    func removeLeftovers() throws {
        _ = try dates
        try StagedFolder.removeLeftovers(in: folder)
    }

    /// Takes a person out of every date's archive: each is exchanged for a whole one without them.
    /// - Returns: of how many dates.
    /// - Throws: `PipelineError.archiveUnusable` where one has changed; `RunStoreError`.
    func take(out person: String) throws -> Int {
        try dates.count { day in
            let facts = try facts(at: day)
            let bytes = try verifiedFeatures(at: day, facts)
            let table = try Gzip.unpacked(bytes, name: ArchiveFacts.features)
            guard let left = PersonRows(table).without({ $0 == person }) else { return false }
            let staged = try StagedFolder(day.description, in: folder, replacing: true)
            do {
                let features = try staged.file(ArchiveFacts.features)
                try Gzip.packed(left.bytes).withUnsafeBytes { try features.write($0) }
                try features.close()
                let json = try staged.file(ArchiveFacts.file)
                try json.write(facts.with(rows: left.rows, files: staged.digests.mapValues(\.hexadecimal)).json())
                try json.close()
                try staged.publish()
            } catch {
                staged.abandon()
                throw error
            }
            return true
        }
    }

    /// Removes the archives of dates before a day. What is no archive, though its name is a date, stays.
    /// - Returns: how many there were.
    func prune(before day: Day) throws -> Int {
        try dates.count { date in
            guard date < day, FileManager.default.fileExists(atPath: path(date, ArchiveFacts.file)) else {
                return false
            }
            try StagedFolder.remove(date.description, in: folder)
            return true
        }
    }

    private func verifiedFeatures(at day: Day, _ facts: ArchiveFacts) throws -> [UInt8] {
        let file = ArchiveFacts.features
        guard let data = FileManager.default.contents(atPath: path(day, file)),
            SHA256Digest(of: Array(data)).hexadecimal == facts.files[file]
        else { throw PipelineError.archiveUnusable(date: day.description, .changed(file: file)) }
        return Array(data)
    }
}
