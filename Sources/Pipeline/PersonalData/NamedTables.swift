import Lists
import RunStore
import Tabular

/// The tables of the lists that a practice's people are on, with the NHS numbers of its own people in them.
///
/// A row stands as it was published, with the person's number in the place of the pseudonym: beside it, it would be a
/// row of the map that nobody keeps. The headings of what is filled in are those of a workbook's sheet: either, filled
/// in, is read back as reviews by the same mapping.
struct NamedTables {
    let practice: String
    /// By the list that each is of; a file's name has no ending yet.
    private(set) var tables: [Table] = []
    private(set) var rows = 0
    /// Rows of people who are not, or no longer, the practice's to know.
    private(set) var withheld = 0

    struct Table {
        let programme: String
        /// Of the place in the run's file names.
        let stem: String
        let isOwn: Bool
        let name: String
        let bytes: [UInt8]
    }

    /// - Parameters:
    ///   - published: nil where the run's lists cannot be read back.
    ///   - contents: the bytes of one of the run's files.
    init(
        of practice: String, in manifest: Manifest, _ published: PublishedLists?, _ tonight: TonightRegister,
        _ contents: (ManifestEntry) throws -> [UInt8]
    ) throws {
        self.practice = practice
        for list in ListedPractices(manifest).lists(of: practice, in: manifest, published) {
            try add(contents(list.entry), list, tonight)
        }
    }

    private mutating func add(_ bytes: [UInt8], _ list: ListedPractices.List, _ tonight: TonightRegister) {
        let table = PersonRows(bytes)
        var text = Self.header(table.header)
        var count = 0
        table.visit { person, record in
            if let number = tonight.number(of: person, in: practice) {
                text += table.record(record, naming: number)
                count += 1
            } else if list.isOwn {
                withheld += 1
            }
        }
        guard list.isOwn || count > 0 else { return }
        rows += count
        // A programme's name has small letters alone: no two lists get one name.
        tables.append(
            Table(
                programme: list.programme, stem: list.stem, isOwn: list.isOwn,
                name: list.isOwn ? list.programme : "\(list.programme)-AT-\(list.stem)", bytes: text))
    }

    private static func header(_ line: ArraySlice<UInt8>) -> [UInt8] {
        let columns = HeaderLine.fields(of: line.filter { $0 != 0x0A && $0 != 0x0D }, delimiter: UInt8(ascii: ","))
        let headings = ReviewColumns.headings(of: columns)
        return Array((headings.joined(separator: ",") + "\n").utf8)
    }
}
