import Accounts
import Records

extension RowAccount {
    /// The account of one file: what its chunks refused, and what became of the rest.
    init(_ file: ParsedFile, table: Table, fates: RowFates, _ place: Int) {
        self.init(file: file.name, table: table.rawValue)
        for chunk in file.chunks {
            countRead(chunk.read, blankLines: chunk.blankLines)
            count(.filtered, chunk.filtered)
            for rule in Rule.allCases where chunk.ruleCounts[Int(rule.code)] > 0 {
                countQuarantined(rule: rule.rawValue, chunk.ruleCounts[Int(rule.code)])
            }
        }
        for (rule, rows) in fates.rules(file: place) where rule.gravity == .malformed {
            countQuarantined(rule: rule.rawValue, rows)
        }
        for disposition in Disposition.allCases where disposition != .quarantined {
            count(disposition, fates.count(disposition, file: place))
        }
    }
}

extension SetAsideEntry {
    /// The rows of a table that were not accepted, by file and line.
    static func entries(_ flat: FlatColumns, _ fates: RowFates) -> [SetAsideEntry] {
        var entries: [SetAsideEntry] = []
        for file in flat.files {
            var listed = 0
            for (chunk, first) in zip(file.chunks, file.firstLines) {
                for row in chunk.setAside.prefix(max(0, RowFates.listed - listed)) {
                    entries.append(
                        SetAsideEntry(
                            file: file.name, line: first + row.line, column: row.column ?? "",
                            disposition: .quarantined, rule: row.rule))
                }
                listed += chunk.setAside.count
            }
        }
        for loss in fates.losses {
            entries.append(
                SetAsideEntry(
                    file: flat.files[flat.file(of: loss.row)].name, line: flat.line(of: loss.row), column: "",
                    disposition: loss.disposition, rule: loss.rule))
        }
        return entries
    }
}

extension SourceQuality {
    init(
        _ source: Source, files: [ParsedFile], facts: SourceFacts, accounts: [RowAccount],
        days: (PackedDay?, PackedDay?), runDate: Day, byPractice: [String: Int],
        spellsWithoutOrder: Int
    ) {
        let sources = Self.filesBySource(files)
        var warnings = sources.flatMap { source, own in
            Self.ageWarnings(source, own, on: runDate, whose: sources.count > 1 ? " of \(source.name)" : "")
        }
        if let warning = Self.linkWarning(source.table, accounts) { warnings.append(warning) }
        warnings += sources.flatMap { FileDating.warnings($0, $1.map { ($0.name, $0.dating) }) }
        if spellsWithoutOrder > 0 {
            warnings.append(
                "of \(spellsWithoutOrder == 1 ? "1 spell" : "\(spellsWithoutOrder) spells") only the days of discharge, or "
                    + "the file, tell which episode came first and has the primary diagnosis: say order: in merge")
        }
        for file in files where file.errorLines > 0 {
            let lines = file.errorLines == 1 ? "1 line" : "\(file.errorLines) lines"
            warnings.append("\(file.name) said \(lines) on standard error, not shown because they may name people")
        }
        self.init(
            source: source.name, table: source.table.rawValue, accounts: accounts,
            extractedOn: files.compactMap(\.extractedOn).max()?.description, completeTo: facts.completeTo?.description,
            firstDay: days.0?.day.description, lastDay: days.1?.day.description,
            ageInDays: files.age(on: runDate),
            ages: sources.reduce(into: [:]) { $0[$1.source.name] = $1.files.age(on: runDate) },
            every: Self.every(files), leftAside: files.flatMap { $0.dating?.older ?? [] },
            completeness: Self.completeness(files), lookups: Self.lookupMisses(files),
            acceptedByPractice: byPractice,
            codesWithheld: files.reduce(0) { $0 + $1.chunks.reduce(0) { $0 + $1.codesWithheld } }, warnings: warnings)
    }

    /// Of fewer rows nothing is told where most are of nobody: reviews come a few at a time.
    private static func fewestToLink(_ table: Table) -> Int { table == .reviews ? 10 : 20 }

    /// What is told where fewer than half of the rows are of somebody who is registered: its ids are other ones.
    private static func linkWarning(_ table: Table, _ accounts: [RowAccount]) -> String? {
        func rows(_ disposition: Disposition) -> Int { accounts.reduce(0) { $0 + $1[disposition] } }
        let unlinked = rows(.unlinked)
        let linked = rows(.withheld) + rows(.merged) + rows(.accepted)
        guard unlinked + linked >= fewestToLink(table), linked < unlinked else { return nil }
        return "\(unlinked) of \(unlinked + linked) rows are of nobody who is registered: are its ids "
            + "written as those of persons are (person_id, map)?"
    }

    /// Days after which a source that declares no age of its own is worth a word: the slowest sources come monthly.
    private static let usualAge = 45

    /// What is told of the age of one source.
    /// - Parameter whose: names it where its table has others.
    private static func ageWarnings(_ source: Source, _ files: [ParsedFile], on day: Day, whose: String) -> [String] {
        let isUndated = files.contains { $0.extractedOn == nil }
        let undated = isUndated ? ["the extraction date\(whose) is not stated"] : []
        guard let age = files.age(on: day), let why = whyTold(age, source) else { return undated }
        return undated + ["the extract\(whose) is \(age) days old\(why)"]
    }

    /// Why the age of a source is worth a word; nil where it is not.
    private static func whyTold(_ age: Int, _ source: Source) -> String? {
        if let maximum = source.maximumAgeInDays { return age > maximum ? "; at most \(maximum) are declared" : nil }
        guard let every = source.every else {
            return age > usualAge ? ", and nothing declares how old it may be (too_old_after_days)" : nil
        }
        return age > every.usualAge
            ? ", and it is to come \(every.inWords); after \(every.usualAge) days that is told (too_old_after_days)"
            : nil
    }

    /// How often the sources of a table come, each word once.
    private static func every(_ files: [ParsedFile]) -> String? {
        var words: [String] = []
        for word in files.compactMap(\.source.every?.words) where !words.contains(word) { words.append(word) }
        return words.isEmpty ? nil : words.joined(separator: ", ")
    }

    /// The files of a table's sources, in their order.
    private static func filesBySource(_ files: [ParsedFile]) -> [(source: Source, files: [ParsedFile])] {
        var sources: [(source: Source, files: [ParsedFile])] = []
        for file in files {
            if let place = sources.firstIndex(where: { $0.source.name == file.source.name }) {
                sources[place].files.append(file)
            } else {
                sources.append((file.source, [file]))
            }
        }
        return sources
    }

    /// Of every field that a file of the table has, in the order in which they are first met.
    private static func completeness(_ files: [ParsedFile]) -> [Completeness] {
        let looked = files.flatMap(\.chunks).reduce(0) { $0 + $1.looked }
        var fields: [String] = []
        for name in files.flatMap(\.fields).map(\.field.name) where !fields.contains(name) { fields.append(name) }
        return fields.map { field in
            let given = files.reduce(0) { sum, file in
                guard let place = file.place(of: field) else { return sum }
                return sum + file.chunks.reduce(0) { $0 + $1.given[place] }
            }
            return Completeness(field: field, given: given, rows: looked)
        }
    }

    private static func lookupMisses(_ files: [ParsedFile]) -> [LookupMisses] {
        files.flatMap { file in
            file.fields.enumerated().compactMap { place, mapping in
                mapping.lookup.map { lookup in
                    LookupMisses(
                        field: mapping.field.name, file: lookup.file,
                        unmatched: file.chunks.reduce(0) { $0 + $1.lookupMisses[place] },
                        rows: file.chunks.reduce(0) { $0 + $1.looked })
                }
            }
        }
    }
}

extension [ParsedFile] {
    /// Days from the newest of them to a run; nil where none says when it was taken.
    func age(on runDate: Day) -> Int? { compactMap(\.extractedOn).max().map { Swift.max(0, runDate.days(since: $0)) } }
}
