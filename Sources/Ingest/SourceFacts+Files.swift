import Records

/// What a run knows of a file, whatever its rows are.
struct FileFacts: Sendable {
    /// The mapping's fields whose columns the file has.
    let fields: [FieldMapping]
    let extractedOn: Day?
}

extension SourceFacts {
    /// What holds of all sources of a table: the earliest extract, the fields that all of their files have, the code
    /// lists that all of them lack.
    init(of sources: [Source], files: [FileFacts]) {
        var fields: [String: String?] = [:]
        if let first = files.first {
            for mapping in first.fields
            where files.allSatisfy({ file in
                file.fields.contains { $0.field == mapping.field && $0.system == mapping.system }
            }) {
                fields.updateValue(mapping.system, forKey: mapping.field.name)
            }
        }
        let extracted = files.map(\.extractedOn)
        self.init(
            extractedOn: extracted.contains(nil) ? nil : extracted.compactMap { $0 }.min(),
            completeTo: sources.compactMap(\.completeTo).min(), arrival: Arrival(of: sources), fields: fields,
            lacks: sources.dropFirst().reduce(sources.first?.lacks ?? []) { $0.intersection($1.lacks) })
    }
}

extension SourceFacts.Arrival {
    fileprivate init(of sources: [Source]) {
        if sources.contains(where: { $0.received != nil }) {
            self = .received
        } else {
            self = sources.compactMap(\.lagInDays).max().map { .lag(days: $0) } ?? .sameDay
        }
    }
}
