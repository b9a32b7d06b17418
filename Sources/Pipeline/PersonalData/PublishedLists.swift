import Cohorts
import Lists
import RunStore
import Tabular

/// A run's lists read back from its files, as they were made: every place with its lists, in the order of the index.
struct PublishedLists {
    var places: [PracticeLists]
    /// What the run's lists were written as.
    let formats: Set<ListFormat>
    /// By the path of a list's file without its ending, whose it is.
    private let kinds: [String: ListPlace.Kind]

    /// - Parameters:
    ///   - manifest: of the run.
    ///   - contents: the bytes of one of its files.
    /// - Returns: nil where a file of the lists cannot be read back, as in a run of an earlier version.
    init?(_ manifest: Manifest, _ contents: (ManifestEntry) throws -> [UInt8]) throws {
        let entries = Dictionary(uniqueKeysWithValues: manifest.entries.map { ($0.path.description, $0) })
        func bytes(_ path: String) throws -> [UInt8]? { try entries[path].map(contents) }
        /// None of a file that is not there; nil of one that is, and is not as it should be.
        func rowsIfAny<Row>(_ path: String, _ read: ([UInt8]) throws -> [Row]?) throws -> [Row]? {
            guard let bytes = try bytes(path) else { return [] }
            return try read(bytes)
        }
        guard let indexDate = manifest.text("index_date"), let runDate = manifest.text("run_date"),
            let programmes = manifest.facts.facts["programmes"]?.asArray?.compactMap(\.asString),
            let isDemonstration = manifest.facts.facts["demonstration"]?.asBool,
            let quality = try bytes("quality.json").flatMap({ JSONValue(parsing: $0) })
        else { return nil }
        let all = programmes + (manifest.facts.facts["kept_programmes"]?.asArray ?? []).compactMap(\.asString)
        let order = Dictionary(uniqueKeysWithValues: zip(all, all.indices))
        var lists: [Place: [(programme: Int, document: ListDocument)]] = [:]
        var places: [Place: ListPlace] = [:]
        var kinds: [String: ListPlace.Kind] = [:]
        for path in entries.keys.sorted() where path.hasPrefix("lists/") && path.hasSuffix(".csv") {
            let stem = String(path.dropFirst("lists/".count).dropLast(".csv".count))
            let header = try bytes("lists/\(stem).json") ?? bytes("restricted/headers/\(stem).json")
            guard let table = try bytes(path), let rows = try ListCSVReader.rows(table),
                let json = header.flatMap({ JSONValue(parsing: $0) }),
                let header = ListHeaderJSON.header(json, of: rows), let programme = order[header.programme.id],
                let near = try rowsIfAny("near-misses/\(stem).csv", ListCSVReader.rows),
                let left = try rowsIfAny("left/\(stem).csv", PersonAndReasonCSV.people)
            else { return nil }
            let place = Place(kind: header.place.kind, code: header.place.code)
            places[place] = header.place
            kinds[stem] = header.place.kind
            lists[place, default: []].append(
                (programme, ListDocument(header: header, rows: rows, nearMisses: near, left: left)))
        }
        let names = Dictionary(
            (quality["practices"]?.asArray ?? []).map { ($0["code"]?.asString ?? "", $0["name"]?.asString ?? "") },
            uniquingKeysWith: { first, _ in first })
        var notScored: [Place: [PersonAndReason]] = [:]
        for code in ListedPractices(manifest).codes {
            guard let table = try bytes("not-scored/\(FileStem.of(code)).csv") else { continue }
            guard let named = try PersonAndReasonCSV.people(table) else { return nil }
            let place = Place(kind: .practice, code: code)
            places[place] = places[place] ?? ListPlace(kind: .practice, code: code, name: names[code] ?? "")
            notScored[place] = named
        }
        self.places = places.keys.sorted().map { place in
            PracticeLists(
                place: places[place]!, indexDate: indexDate, runDate: runDate, isDemonstration: isDemonstration,
                lists: (lists[place] ?? []).sorted { $0.programme < $1.programme }.map(\.document),
                notScored: notScored[place] ?? [])
        }
        formats = Self.formats(entries.keys)
        self.kinds = kinds
    }

    /// Whose a list is; nil where there is none.
    /// - Parameter stem: of the place's files.
    func kind(_ programme: String, stem: String) -> ListPlace.Kind? { kinds["\(programme)/\(stem)"] }

    /// - Parameter stem: of the place's files.
    func document(_ programme: String, stem: String) -> ListDocument? {
        places.first {
            FileStem.of($0.place.code) == stem && $0.lists.contains { $0.header.programme.id == programme }
        }?
        .lists.first { $0.header.programme.id == programme }
    }

    private struct Place: Hashable, Comparable {
        let kind: ListPlace.Kind
        let code: String

        static func < (left: Place, right: Place) -> Bool {
            let kinds = ListPlace.Kind.allCases
            let (first, second) = (kinds.firstIndex(of: left.kind)!, kinds.firstIndex(of: right.kind)!)
            return first == second ? left.code.utf8.lexicographicallyPrecedes(right.code.utf8) : first < second
        }
    }

    private static func formats(_ paths: some Collection<String>) -> Set<ListFormat> {
        var formats: Set<ListFormat> = [.csv]
        for path in paths {
            if path.hasPrefix("lists/"), path.hasSuffix(".html") { formats.insert(.html) }
            if path.hasPrefix("lists/"), path.hasSuffix(".json") { formats.insert(.json) }
            if path.hasPrefix("workbooks/") { formats.insert(.xlsx) }
            if path.hasPrefix("fhir/") { formats.insert(.fhir) }
        }
        return formats
    }
}
