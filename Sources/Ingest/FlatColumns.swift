import Records

/// The chunks of a table's files laid end to end, field by field. Row numbers count over all files.
struct FlatColumns {
    var files: [ParsedFile]
    let count: Int
    /// The number of each file's first row, and the count of all rows.
    let fileStarts: [Int]
    /// All chunks, file by file.
    let chunks: [ChunkPlace]

    /// Where a chunk stands, and the number of its first row.
    struct ChunkPlace: Sendable {
        let file: Int
        let chunk: Int
        let firstRow: Int
    }

    init(_ files: [ParsedFile]) {
        self.files = files
        var starts = [0]
        for file in files { starts.append(starts.last! + file.rowCount) }
        fileStarts = starts
        count = starts.last!
        chunks = files.indices.flatMap { file in
            files[file].chunks.indices.map { chunk in
                ChunkPlace(file: file, chunk: chunk, firstRow: starts[file] + files[file].firstRows[chunk])
            }
        }
    }

    subscript(place: ChunkPlace) -> Chunk {
        get { files[place.file].chunks[place.chunk] }
        _modify { yield &files[place.file].chunks[place.chunk] }
    }

    /// The number of the chunk in which a row stands.
    func chunk(of row: Int) -> Int {
        var (low, high) = (0, chunks.count - 1)
        while low < high {
            let middle = (low + high + 1) / 2
            if chunks[middle].firstRow <= row { low = middle } else { high = middle - 1 }
        }
        return low
    }

    /// The values of a field in a chunk.
    func values(_ field: String, _ place: ChunkPlace) -> Chunk.Values {
        files[place.file].place(of: field).map { self[place].values[$0] } ?? .none
    }

    /// The numbers that a chunk's ids of a field are of.
    func dictionary(_ field: String, _ place: ChunkPlace) -> ByteDictionary? {
        files[place.file].place(of: field).map { files[place.file].dictionaries[self[place].worker][$0] }
    }

    func file(of row: Int) -> Int { FlatPlaces(fileStarts: fileStarts).file(of: row) }

    /// The line of its file on which a row stands.
    func line(of row: Int) -> Int {
        let place = file(of: row)
        return files[place].line(of: row - fileStarts[place])
    }

    /// Lays one array of each chunk end to end, and frees it there.
    mutating func take<Element: BitwiseCopyable>(
        _ path: WritableKeyPath<Chunk, [Element]>, missing: Element
    ) -> [Element] {
        var flat: [Element] = []
        flat.reserveCapacity(count)
        for file in files.indices {
            for chunk in files[file].chunks.indices {
                let part = files[file].chunks[chunk][keyPath: path]
                // A file without this array has the missing value throughout.
                if part.isEmpty {
                    flat.append(contentsOf: repeatElement(missing, count: files[file].chunks[chunk].count))
                } else {
                    flat.append(contentsOf: part)
                }
                files[file].chunks[chunk][keyPath: path] = []
            }
        }
        return flat
    }

    /// The person's number of each row, or `PersonIndex.nobody`.
    mutating func takePersons() -> [UInt32] {
        var flat: [UInt32] = []
        flat.reserveCapacity(count)
        for file in files.indices {
            for chunk in files[file].chunks.indices {
                let first = flat.count
                for run in files[file].chunks[chunk].runs {
                    flat.append(contentsOf: repeatElement(run.person, count: first + run.end - flat.count))
                }
                files[file].chunks[chunk].runs = []
            }
        }
        return flat
    }

    /// The days of a field; missing where a file does not have it.
    mutating func takeDays(_ field: String) -> [PackedDay] {
        var flat: [PackedDay] = []
        flat.reserveCapacity(count)
        forEachChunk(field) { values, rows, _ in
            if case .days(let days) = values {
                flat.append(contentsOf: days)
            } else {
                flat.append(contentsOf: repeatElement(.missing, count: rows))
            }
        }
        return flat
    }

    /// The ids of a field, over one dictionary for all workers and files.
    mutating func takeIDs(_ field: String) -> (ids: [UInt32], dictionary: ByteDictionary) {
        var dictionary = ByteDictionary()
        var flat: [UInt32] = []
        flat.reserveCapacity(count)
        forEachChunk(field, dictionary: &dictionary) { values, rows, numbers in
            guard case .ids(let ids) = values, let numbers else {
                flat.append(contentsOf: repeatElement(0, count: rows))
                return
            }
            numbers.withUnsafeBufferPointer { numbers in
                for place in 0..<ids.count { flat.append(numbers[Int(ids[place])]) }
            }
        }
        return (flat, dictionary)
    }

    /// The same, without freeing the chunks' values: for a field that is looked at twice.
    func peekIDs(_ field: String) -> (ids: [UInt32], dictionary: ByteDictionary) {
        var copy = self
        return copy.takeIDs(field)
    }

    /// The lists of a field, over one dictionary.
    mutating func takeLists(_ field: String) -> (starts: [UInt32], ids: [UInt32], dictionary: ByteDictionary) {
        var dictionary = ByteDictionary()
        var starts: [UInt32] = [0]
        var flat: [UInt32] = []
        starts.reserveCapacity(count + 1)
        forEachChunk(field, dictionary: &dictionary) { values, rows, numbers in
            guard case .lists(let ends, let ids) = values, let numbers else {
                starts.append(contentsOf: repeatElement(UInt32(flat.count), count: rows))
                return
            }
            let base = UInt32(flat.count)
            for end in ends.dropFirst() { starts.append(base + end) }
            for id in ids { flat.append(numbers[Int(id)]) }
        }
        return (starts, flat, dictionary)
    }

    private mutating func forEachChunk(_ field: String, _ body: (Chunk.Values, Int, [UInt32]?) -> Void) {
        var unused = ByteDictionary()
        forEachChunk(field, dictionary: &unused, body)
    }

    /// Visits the values of a field, with the numbers that a worker's ids have in the common dictionary.
    private mutating func forEachChunk(
        _ field: String, dictionary: inout ByteDictionary, _ body: (Chunk.Values, Int, [UInt32]?) -> Void
    ) {
        for file in files.indices {
            let place = files[file].place(of: field)
            let numbers = place.map { place in
                files[file].dictionaries.map { own in
                    (0..<own[place].count).map { dictionary.intern(own[place].bytes($0)) }
                }
            }
            for chunk in files[file].chunks.indices {
                let rows = files[file].chunks[chunk].count
                guard let place, let numbers else {
                    body(.none, rows, nil)
                    continue
                }
                body(files[file].chunks[chunk].values[place], rows, numbers[files[file].chunks[chunk].worker])
                files[file].chunks[chunk].values[place] = .none
            }
        }
    }
}
