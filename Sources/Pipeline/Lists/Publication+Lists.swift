import Foundation
import Lists
import Reports
import RunStore
import Tabular

extension Publication {
    /// Writes the lists of every place, how the models did, and the index of it all.
    /// - Parameters:
    ///   - movements: by programme.
    ///   - notes: what a reader must bear in mind of the whole run.
    func write(
        _ maker: ListMaker, _ comparison: Comparison, _ preparation: Preparation, movements: [ListMovement],
        totals: [TotalsReport], notes: [String]
    ) async throws {
        let formats = preparation.configuration.formats
        let lists = ListPublication(self, comparison, formats, maker, movements)
        let places = try await lists.write(threads: preparation.configuration.threads)
        for totals in totals { try write(totals, formats) }
        guard formats.contains(.html) else { return }
        try write(
            RunIndex(
                indexDate: maker.dates.index.description, runDate: maker.dates.run.description,
                isDemonstration: isDemonstration, run: maker.run, places: places,
                totals: Self.links(to: totals), evaluations: writeEvaluations(preparation),
                others: [Self.quality], notes: notes))
    }

    /// Writes what one place receives.
    ///
    ///     lists/<programme>/<place>.csv, .json, .html
    ///     near-misses/<programme>/<place>.csv
    ///     left/<programme>/<place>.csv
    ///     ids/<programme>/<place>.txt
    ///     not-scored/<practice>.csv
    ///     workbooks/<practice>.xlsx, workbooks/neighbourhoods/<neighbourhood>.xlsx, workbooks/hospitals/<provider>.xlsx
    func write(_ place: PracticeLists, _ formats: Set<ListFormat>) throws -> RunIndex.Place {
        let stem = FileStem.of(place.place.code)
        let entries = try place.lists.map { try write($0, stem: stem, formats) }
        let workbook = try formats.contains(.xlsx) ? write(workbookOf: place, stem: stem) : nil
        return RunIndex.Place(
            place: place.place, workbook: workbook, notScored: try write(place.notScored, stem: stem),
            unscored: place.unscored, entries: entries)
    }

    private func write(_ list: ListDocument, stem: String, _ formats: Set<ListFormat>) throws -> RunIndex.Entry {
        let path = "\(list.header.programme.id)/\(stem)"
        let table = "lists/\(path).csv"
        try write(table, rows: list.rows.count) { try ListCSVWriter.write(list, to: $0) }
        if !list.nearMisses.isEmpty {
            try write("near-misses/\(path).csv", rows: list.nearMisses.count) {
                try ListCSVWriter.writeNearMisses(list, to: $0)
            }
        }
        if !list.left.isEmpty {
            try write("left/\(path).csv", rows: list.left.count) { try PersonAndReasonCSV.write(list.left, to: $0) }
        }
        try write("ids/\(path).txt", rows: list.rows.count) { try $0.write(ListIDs.text(list)) }
        // What stands above a list is kept in any case: the list may have to be made again without somebody.
        let header = ListHeaderJSON.text(list.header)
        if formats.contains(.json) {
            try write(header, to: "lists/\(path).json", readers: readers)
        } else {
            try write(header, to: "restricted/headers/\(path).json")
        }
        if formats.contains(.html) { try write(ListPage.text(list), to: "lists/\(path).html", readers: readers) }
        return RunIndex.Entry(
            header: list.header, page: formats.contains(.html) ? "lists/\(path).html" : nil, table: table,
            ids: "ids/\(path).txt")
    }

    private func write(_ people: [PersonAndReason], stem: String) throws -> String? {
        guard !people.isEmpty else { return nil }
        let path = "not-scored/\(stem).csv"
        try write(path, rows: people.count) { try PersonAndReasonCSV.write(people, to: $0) }
        return path
    }

    /// Where the workbook of a place lies.
    static func workbook(of kind: ListPlace.Kind, stem: String) -> String {
        let folder =
            switch kind {
            case .practice: "workbooks"
            case .neighbourhood: "workbooks/neighbourhoods"
            case .provider: "workbooks/hospitals"
            }
        return "\(folder)/\(stem).xlsx"
    }

    private func write(workbookOf place: PracticeLists, stem: String) throws -> String {
        let path = Self.workbook(of: place.place.kind, stem: stem)
        let bytes = try PracticeWorkbook.bytes(place)
        try write(path, rows: nil) { sink in try bytes.withUnsafeBytes { try sink.write($0) } }
        return path
    }

    /// `totals/<programme>.json` and `.html`.
    private func write(_ totals: TotalsReport, _ formats: Set<ListFormat>) throws {
        let path = "totals/\(totals.programme)"
        try write(TotalsJSON.text(totals), to: path + ".json", readers: readers)
        if formats.contains(.html) { try write(TotalsPage.text(totals), to: path + ".html", readers: readers) }
    }

    /// The way to the pages of totals.
    static func links(to totals: [TotalsReport]) -> [RunIndex.Link] {
        TotalsReport.distinct(totals).map { RunIndex.Link(title: $0.title, path: "totals/\($0.programme).html") }
    }

    /// How the run's models did when they were evaluated: what their folders hold, copied.
    func writeEvaluations(_ preparation: Preparation) throws -> [RunIndex.Link] {
        var links: [RunIndex.Link] = []
        for (_, loaded) in preparation.models.sorted(by: { $0.key < $1.key }) {
            let (name, version) = (loaded.model.name, loaded.model.version)
            // Two programmes may name one model, with its version and without.
            for (file, link) in Self.evaluations(of: name, version)
            where !links.contains(where: { $0.path == link.path }) {
                guard let data = FileManager.default.contents(atPath: "\(loaded.folder)/\(file)") else { continue }
                try write(link.path, rows: nil) { sink in try data.withUnsafeBytes { try sink.write($0) } }
                links.append(link)
            }
        }
        return links
    }

    /// What a model's folder may hold, and where a run has it.
    static func evaluations(of name: String, _ version: String) -> [(file: String, link: RunIndex.Link)] {
        let files = [
            ("CARD.md", "model card"), ("report.html", "evaluation report"), ("evaluation.json", "evaluation"),
        ]
        // 1_0_0
        let numbers = version.split(separator: ".").map { FileStem.of(String($0)) }.joined(separator: "_")
        return files.map { file, title in
            let path = "models/\(FileStem.of(name))/\(numbers)/\(file)"
            return (file, .init(title: "\(name), version \(version): \(title)", path: path))
        }
    }

    /// The page on the quality of the data.
    static let quality = RunIndex.Link(title: "Quality of the data", path: "quality.html")

    /// `index.html`.
    func write(_ index: RunIndex) throws { try write(IndexPage.text(index), to: "index.html", readers: readers) }

    /// A file that whoever reads lists may read.
    func file(_ path: String) throws -> StagedFile { try staged.file(path, readers: readers) }

    private func write(_ path: String, rows: Int?, _ body: (StagedFile) throws -> Void) throws {
        let file = try file(path)
        file.rows = rows
        try body(file)
        try file.close()
    }
}
