import Accounts
import Identity
import Records
import Tabular

/// Reads all sources: persons first, then who objects, then what happened to them.
///
/// Every row is checked; what is wrong with one is told by file, line, column and rule, never by its value.
public struct Ingest {
    /// Told after each block of rows, for progress.
    public struct Step: Sendable {
        /// Rows of the block.
        public let rows: Int
        /// Of the bytes of all files, those that have been read; nil where that cannot be known.
        public let share: Double?
    }

    /// So many opt-outs of whom none is registered were made with other ids.
    private static let fewestOptOutsToLink = 20

    private let plan: IngestPlan
    private let progress: ReadingProgress
    private var sources: [SourceQuality] = []
    private var setAside: [SetAsideEntry] = []
    private var missing: [Table: String] = [:]
    private var refusedFiles: [String] = []
    private var unregisteredObjectors: Set<String> = []
    private var objectors: [Purpose: Set<Int32>] = [:]
    private var optOuts = OptOutAccount()
    private var lookups: [FieldMapping.LookupReference: Lookup] = [:]

    public init(_ plan: IngestPlan, progress: @escaping @Sendable (Step) -> Void = { _ in }) {
        self.plan = plan
        self.progress = ReadingProgress(plan, progress)
    }

    /// - Throws: `IngestError` where an input as a whole cannot be taken.
    public mutating func run() async throws -> IngestResult {
        try loadLookups()
        let (persons, registered, _) = try await readPersons()
        let practices = try await readPractices()
        let roster = registered.knowing(.init(births: persons.births, deaths: persons.deaths))
        var tables: [EventTable] = []
        if let registrants = Registrants(persons) {
            for table in Table.eventTables {
                if let events = try await readEvents(table, registrants, roster) { tables.append(events) }
            }
        }
        return IngestResult(
            population: Population(persons: persons, practices: practices, tables: tables, absences: missing),
            sources: sources,
            setAside: setAside, optOuts: optOuts, unregisteredObjectors: unregisteredObjectors, objectors: objectors,
            refusedFiles: refusedFiles)
    }

    /// Reads who is registered and who objects, and nothing that happened to them.
    /// - Returns: the persons, those of some practices with their NHS numbers.
    /// - Throws: `IngestError` where an input as a whole cannot be taken.
    public mutating func register(numbersOf practices: Set<String>) async throws -> Register {
        try loadLookups()
        let (persons, _, numbers) = try await readPersons()
        return Register(persons: persons, optOuts: optOuts, numbers: numbers, practices: practices)
    }

    private mutating func loadLookups() throws {
        for reference in plan.sources.flatMap(\.fields).compactMap(\.lookup) where lookups[reference] == nil {
            lookups[reference] = try Lookup(reference, directory: plan.directory)
        }
    }

    // MARK: Tables

    private mutating func readPersons() async throws -> (Persons, Roster, numbers: PersonIDs?) {
        let ready = plan.sources.filter { $0.table == .persons }.flatMap(\.fields).filter { $0.field.kind == .ready }
        let kept = Set((Table.persons.fields + ready.map(\.field)).map(\.name))
        guard var read = try await read(.persons, roster: nil, kept: kept) else { throw IngestError.noPersons }
        let builder = try PersonsBuilder(facts: read.facts, read.flat, key: plan.key, threads: plan.threads)
        let needsPseudonyms = builder.numbers != nil && plan.sources.contains { plan.idKind(of: $0) == .pseudonym }
        let roster = Roster(
            index: PersonIndex(builder.numbers ?? builder.personIDs),
            pseudonyms: needsPseudonyms ? PersonIndex(builder.personIDs) : nil, lives: nil)
        let objecting = try await readOptOuts(builder.personIDs, roster)
        let built = builder.build(&read.flat, objecting: objecting)
        _ = try isWithinLimits(read, built.fates)
        try settle(read, built.fates, days: (nil, nil), byPractice: [:])
        guard built.persons.hasAnybody else { throw IngestError.noPersons }
        return (built.persons, roster, builder.numbers)
    }

    /// The numbers of the persons who object.
    private mutating func readOptOuts(_ ids: PersonIDs, _ roster: Roster) async throws -> Set<Int> {
        if case .appliedUpstream = plan.optOuts { return [] }
        guard var read = try await read(.optOuts, roster: roster, kept: ["kind"]) else {
            throw IngestError.optOutsEmpty(source: Table.optOuts.rawValue)
        }
        var fates = RowFates(files: read.flat.files.count, places: FlatPlaces(fileStarts: read.flat.fileStarts))
        let persons = read.flat.takePersons()
        let hashes = read.flat.take(\.hashes, missing: 0)
        let kinds = KindsOfObjection(&read.flat, plan)
        optOuts.kinds = kinds.counts
        optOuts.rows = persons.count
        unregisteredObjectors = Set(read.flat.files.flatMap { published($0) })
        var listed = Set<Int>()
        // An objection holds though something else in its row is wrong. A permission does not.
        if case .listed = plan.optOuts { listed = Set(read.flat.files.flatMap(\.refusedPersons)) }
        var seen = Set<UInt64>()
        var linked = 0
        for row in persons.indices {
            if !seen.insert(hashes[row]).inserted {
                fates.lose(row, .duplicate, .sameBytes)
            } else if persons[row] == PersonIndex.nobody {
                fates.lose(row, .unlinked, .nobody)
            } else {
                fates.count(.accepted, row: row)
                optOuts.persons[kinds.word(row), default: []].insert(Int32(persons[row]))
                if kinds.bars(row) { listed.insert(Int(persons[row])) } else { linked += 1 }
                for purpose in kinds.purposes(row) { objectors[purpose, default: []].insert(Int32(persons[row])) }
            }
        }
        let barred = Set(listed.map { Int32($0) })
        objectors = objectors.mapValues { $0.subtracting(barred) }
        _ = try isWithinLimits(read, fates)
        try settle(read, fates, days: (nil, nil), byPractice: [:])
        let isDeclaredEmpty = plan.sources.contains { $0.table == .optOuts && $0.mayBeEmpty }
        if persons.isEmpty, !isDeclaredEmpty { throw IngestError.optOutsEmpty(source: Table.optOuts.rawValue) }
        if listed.isEmpty, linked == 0, persons.count >= Self.fewestOptOutsToLink {
            throw IngestError.optOutsOfNobody(source: Table.optOuts.rawValue, rows: persons.count)
        }
        if case .allowList = plan.optOuts { return Set(0..<ids.count).subtracting(listed) }
        return listed
    }

    /// The ids of objectors whom no registration names, as outputs have them.
    private func published(_ file: ParsedFile) -> [String] {
        let ids = file.chunks.flatMap(\.refusedIDs)
        guard let key = plan.key, plan.idKind(of: file.source) == .nhsNumber else { return ids }
        return ids.map(key.pseudonym)
    }

    private mutating func readPractices() async throws -> [String: Practice] {
        let kept = Set(Table.practices.fields.map(\.name))
        guard var read = try await read(.practices, roster: nil, kept: kept) else { return [:] }
        var fates = RowFates(files: read.flat.files.count, places: FlatPlaces(fileStarts: read.flat.fileStarts))
        let hashes = read.flat.take(\.hashes, missing: 0)
        let texts = Dictionary(
            uniqueKeysWithValues: Table.practices.fields.map { ($0.name, read.flat.takeIDs($0.name)) })
        func text(_ field: String, _ row: Int) -> String {
            texts[field].map { $0.dictionary.string(Int($0.ids[row])) } ?? ""
        }
        var practices: [String: Practice] = [:]
        var contents: [String: Set<UInt64>] = [:]
        for row in hashes.indices { contents[text("practice_code", row), default: []].insert(hashes[row]) }
        for row in hashes.indices {
            let code = text("practice_code", row)
            if contents[code]!.count > 1 {
                fates.lose(row, .quarantined, .sameVersionTwice)
            } else if practices[code] != nil {
                fates.lose(row, .duplicate, .sameBytes)
            } else {
                fates.count(.accepted, row: row)
                practices[code] = Practice(
                    code: code, name: text("name", row), neighbourhood: text("neighbourhood", row),
                    integratedCareBoard: text("icb", row))
            }
        }
        guard try isWithinLimits(read, fates) else { return [:] }
        try settle(read, fates, days: (nil, nil), byPractice: [:])
        return practices
    }

    private mutating func readEvents(
        _ table: Table, _ registrants: Registrants, _ roster: Roster
    ) async throws -> EventTable? {
        var kept = plan.retention.fields[table] ?? []
        // What sorts rows and merges episodes is read whoever looks at it later.
        if table == .admissions {
            kept.formUnion(["spell_id", "provider_code", "primary_diagnosis", "secondary_diagnoses"])
        }
        guard var read = try await read(table, roster: roster, kept: kept) else { return nil }
        let builder = TableBuilder(
            table: table, facts: read.facts, registrants: registrants, retention: plan.retention, source: read.source,
            threads: plan.threads)
        let built = builder.build(&read.flat)
        guard try isWithinLimits(read, built.fates), try isAnythingTaken(read, built.fates) else { return nil }
        // A practice that has reviewed nobody is not silent.
        let byPractice =
            table.isWholeInParts
            ? [:]
            : Dictionary(uniqueKeysWithValues: zip(registrants.practices, built.acceptedByPractice))
                .filter { !$0.key.isEmpty }
        try settle(
            read, built.fates, days: (built.firstDay, built.lastDay), byPractice: byPractice,
            spellsWithoutOrder: built.spellsWithoutOrder)
        return built.events
    }

    // MARK: Files

    private struct TableRead {
        let table: Table
        /// The rows; emptied while the table is built.
        var flat: FlatColumns
        let facts: SourceFacts
        /// The first source of the table, for what all must share.
        let source: Source
    }

    /// Reads all files of a table; nil where the run does not have it, or nothing was sent.
    private mutating func read(_ table: Table, roster: Roster?, kept: Set<String>) async throws -> TableRead? {
        let own = plan.sources.filter { $0.table == table }
        guard let first = own.first else { return nil }
        var files: [ParsedFile] = []
        // Every source is read, so that one that must be there is missed whatever became of an optional one.
        for source in own {
            do {
                files += try await read(source, roster: roster, kept: kept)
            } catch let error as IngestError where source.isOptional && error.kind != .invariantBroken {
                goWithout(table, error)
            }
        }
        guard missing[table] == nil, !files.isEmpty else { return nil }
        return TableRead(
            table: table, flat: FlatColumns(files), facts: SourceFacts(of: own, files: files.map(\.facts)),
            source: first)
    }

    /// Keeps why an optional source could not be taken.
    private mutating func goWithout(_ table: Table, _ error: IngestError) {
        if table.isWholeInParts {
            refusedFiles.append(error.description)
        } else {
            missing[table] = missing[table] ?? error.description
        }
    }

    private mutating func read(_ source: Source, roster: Roster?, kept: Set<String>) async throws -> [ParsedFile] {
        let kind = plan.idKind(of: source)
        let reader = FileReader(
            source: source, kept: kept, lookups: lookups, roster: roster?.finding(by: kind), idKind: kind,
            sensitive: plan.sensitive, threads: plan.threads, progress: progress)
        var files: [ParsedFile] = []
        for input in try SourceInput.inputs(of: source, directory: plan.directory) {
            do {
                files.append(try await read(input, by: reader))
            } catch let error as IngestError
                where source.isOptional && source.table.isWholeInParts && error.kind != .invariantBroken
            {
                refusedFiles.append("\(error); the other files of \(source.name) were read")
            }
        }
        try checkAge(source, files)
        return files
    }

    private func read(_ input: SourceInput, by reader: FileReader) async throws -> ParsedFile {
        if let day = input.extractedOn, plan.refusesFutureExtracts, day > plan.runDate {
            throw IngestError.extractedInFuture(
                file: input.name, extractedOn: day.description, runDate: plan.runDate.description)
        }
        let file = try await reader.read(input, lastDay: plan.runDate)
        try FileLimits.check(file)
        return file
    }

    private func checkAge(_ source: Source, _ files: [ParsedFile]) throws {
        guard source.tooOld == .refuse, let maximum = source.maximumAgeInDays,
            let age = files.age(on: plan.runDate), age > maximum
        else { return }
        throw IngestError.tooOld(source: source.name, ageInDays: age, maximum: maximum)
    }

    // MARK: Accounts

    /// Whether the rows of a table that other rows decided about are few enough. Where they are not, the run does without an
    /// optional table.
    /// - Throws: `IngestError` where the table must be there.
    private mutating func isWithinLimits(_ read: TableRead, _ fates: RowFates) throws -> Bool {
        for (place, file) in read.flat.files.enumerated() {
            do {
                try FileLimits.check(file, acrossRows: fates.rules(file: place))
            } catch let error as IngestError where file.source.isOptional {
                // All of its rows are gone, also where a file of it that cannot be read leaves the others.
                missing[read.table] = missing[read.table] ?? error.description
                return false
            }
        }
        return true
    }

    /// Of fewer rows nothing is told where none of them is taken: a day's caseload may be a few of people elsewhere.
    private static let fewestToTake = 20

    /// Whether each source of a table gave it something. One whose rows are all left out, set aside or of nobody would have
    /// everyone without events, which is not known.
    /// - Throws: `IngestError.nothingTaken` where the table must be there.
    private mutating func isAnythingTaken(_ read: TableRead, _ fates: RowFates) throws -> Bool {
        guard !read.table.isWholeInParts else { return true }
        let accounts = read.flat.files.enumerated().map { place, file in
            (source: file.source, account: RowAccount(file, table: read.table, fates: fates, place))
        }
        for (_, own) in Dictionary(grouping: accounts, by: \.source.name).sorted(by: { $0.key < $1.key }) {
            guard let error = Self.nothingTaken(own[0].source, own.map(\.account)) else { continue }
            guard own[0].source.isOptional else { throw error }
            goWithout(read.table, error)
            return false
        }
        return true
    }

    private static func nothingTaken(_ source: Source, _ accounts: [RowAccount]) -> IngestError? {
        func rows(_ disposition: Disposition) -> Int { accounts.reduce(0) { $0 + $1[disposition] } }
        let read = accounts.reduce(0) { $0 + $1.read }
        let (filtered, setAside, ofNobody) = (rows(.filtered), rows(.quarantined), rows(.unlinked))
        guard read >= fewestToTake, !source.mayBeEmpty, filtered + setAside + ofNobody == read else { return nil }
        return .nothingTaken(
            source: source.name, rows: read, filtered: filtered, setAside: setAside, ofNobody: ofNobody)
    }

    /// Closes the account of a table: every row that was read is under one disposition.
    private mutating func settle(
        _ read: TableRead, _ fates: RowFates, days: (PackedDay?, PackedDay?),
        byPractice: [String: Int], spellsWithoutOrder: Int = 0
    ) throws {
        setAside += SetAsideEntry.entries(read.flat, fates)
        var accounts: [RowAccount] = []
        for (place, file) in read.flat.files.enumerated() {
            let account = RowAccount(file, table: read.table, fates: fates, place)
            guard account.difference == 0 else {
                throw IngestError.rowsNotConserved(
                    file: file.name, table: read.table.rawValue, difference: account.difference)
            }
            accounts.append(account)
        }
        sources.append(
            SourceQuality(
                read.source, files: read.flat.files, facts: read.facts, accounts: accounts, days: days,
                runDate: plan.runDate, byPractice: byPractice,
                spellsWithoutOrder: spellsWithoutOrder))
    }
}

extension Table {
    /// Whether each of its files says something by itself, so that one holds though another cannot be read. Of any other
    /// table a part would be taken for the whole: fewer events, where there are more.
    var isWholeInParts: Bool { self == .reviews }
}
