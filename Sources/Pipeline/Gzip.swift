import Tabular

/// Whole files in memory, packed and unpacked.
enum Gzip {
    /// A run's own file is no bomb.
    private static let cap = 1 << 40

    static func packed(_ bytes: [UInt8]) throws -> [UInt8] {
        let memory = MemorySink()
        let sink = try GzipSink(memory)
        try bytes.withUnsafeBytes { try sink.write($0) }
        try sink.close()
        return memory.bytes
    }

    static func unpacked(_ bytes: [UInt8], name: String) throws -> [UInt8] {
        let source = try GzipSource(MemorySource(bytes), name: name, cap: cap)
        var all: [UInt8] = []
        try withUnsafeTemporaryAllocation(byteCount: 1 << 17, alignment: 16) { buffer in
            while case let count = try source.read(into: buffer), count > 0 {
                all.append(contentsOf: UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            }
        }
        return all
    }
}
