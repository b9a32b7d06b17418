/// One dictionary of a field for all workers and files.
struct CommonDictionary: Sendable {
    let entries: ByteDictionary
    /// By file and worker: the common number of each of the worker's.
    private let numbers: [[[UInt32]]]

    init(_ field: String, _ flat: FlatColumns) {
        var entries = ByteDictionary()
        numbers = flat.files.map { file in
            guard let place = file.place(of: field) else { return [] }
            return file.dictionaries.map { own in
                (0..<own[place].count).map { entries.intern(own[place].bytes($0)) }
            }
        }
        self.entries = entries
    }

    /// The numbers for a chunk's ids; nil where its file does not have the field.
    func numbers(of place: FlatColumns.ChunkPlace, _ flat: FlatColumns) -> [UInt32]? {
        numbers[place.file].isEmpty ? nil : numbers[place.file][flat[place].worker]
    }
}
