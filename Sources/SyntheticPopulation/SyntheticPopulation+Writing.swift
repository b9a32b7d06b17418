import Tabular

extension SyntheticPopulation {
    /// People whose rows are held in memory at a time, by each task.
    private static let blockSize = 2_000

    /// Writes every table and the marker, each through a sink of its own.
    ///
    /// - Parameter sink: makes the sink of a file, given its name; closed when the file is whole.
    nonisolated(nonsending)
        public func write(to sink: (String) throws -> any ByteSink) async throws
    {
        try writeMarker(to: sink(Self.markerName))
        let geography = self.geography
        var sinks: [Table: any ByteSink] = [:]
        for table in Table.allCases { sinks[table] = try open(table, with: sink) }
        let truth = truthDay == nil ? nil : try sink(Self.truthName)
        try truth?.write("person_id,risk,attainable_risk\n")
        try writePractices(of: geography, to: sinks[.practices])
        try await writePersons(of: geography) { block in
            for (table, bytes) in block.tables { try bytes.withUnsafeBytes { try sinks[table]?.write($0) } }
            try block.truth.withUnsafeBytes { try truth?.write($0) }
        }
        try truth?.close()
        for table in Table.allCases { try sinks[table]?.close() }
    }

    /// Writes every table and the marker into an existing directory.
    nonisolated(nonsending)
        public func write(into directory: String) async throws
    {
        try await write { try FileSink(path: "\(directory)/\($0)") }
    }

    private func writeMarker(to sink: any ByteSink) throws {
        try sink.write(marker)
        try sink.close()
    }

    private func open(_ table: Table, with sink: (String) throws -> any ByteSink) throws -> any ByteSink {
        let name = "\(table.rawValue).csv"
        let opened = isCompressed ? try GzipSink(sink("\(name).gz")) : try sink(name)
        try opened.write(table.columns.joined(separator: ",") + "\n")
        return opened
    }

    private func writePractices(of geography: Geography, to sink: (any ByteSink)?) throws {
        guard let sink else { return }
        var csv = CSVWriter(sink)
        for practice in geography.practices {
            let neighbourhood = geography.neighbourhoods[practice.neighbourhood]
            try csv.row([practice.code, practice.name, neighbourhood.name, neighbourhood.integratedCareBoard])
        }
        try csv.flush()
    }

    /// Generates blocks of people side by side and hands them on in the order of their numbers.
    nonisolated(nonsending)
        private func writePersons(of geography: Geography, take: (BlockBytes) throws -> Void) async throws
    {
        let draw = PersonDraw(
            seed: seed, firstDay: firstDayNumber, lastDay: lastDayNumber, geography: geography,
            pseudonyms: Pseudonyms(seed: seed))
        let blocks = (persons + Self.blockSize - 1) / Self.blockSize
        let (persons, truthDay, effect) = (self.persons, truthDayNumber, effect)
        try await withThrowingTaskGroup(of: (Int, BlockBytes).self) { group in
            var waiting: [Int: BlockBytes] = [:]
            var begun = 0
            for block in 0..<blocks {
                while begun < min(block + tasks + 1, blocks) {
                    let people = begun * Self.blockSize..<min((begun + 1) * Self.blockSize, persons)
                    group.addTask { [begun] in (begun, try Self.rows(of: people, from: draw, truthDay, effect)) }
                    begun += 1
                }
                while waiting[block] == nil, let (done, rows) = try await group.next() { waiting[done] = rows }
                if let rows = waiting.removeValue(forKey: block) { try take(rows) }
            }
        }
    }

    private static func rows(
        of people: Range<Int>, from draw: PersonDraw, _ truthDay: Int?, _ effect: PlantedEffect?
    ) throws -> BlockBytes {
        var writer = BlockWriter()
        for number in people {
            let (person, lived) = LifeCourse.rows(draw.person(number), lastDay: draw.lastDay, truthDay: truthDay)
            var rows = lived
            effect?.apply(to: &rows, of: person, seed: draw.seed)
            try writer.write(person, rows)
        }
        return try writer.finish()
    }
}
