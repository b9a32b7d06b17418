/// Opens a file by what it holds: gzip is recognised by its first bytes, not by its name.
public struct SourceFile {
    let path: String
    let name: String
    let gzipCap: Int

    /// - Parameters:
    ///   - name: how messages name the file.
    ///   - gzipCap: the bytes up to which a file may unpack to any multiple of its size.
    public init(path: String, name: String, gzipCap: Int) {
        self.path = path
        self.name = name
        self.gzipCap = gzipCap
    }

    /// - Parameter count: told the bytes that are read of the file as it lies on the disk.
    public func blocks(
        encoding: TextEncoding, multiline: Bool, delimiter: UInt8 = 0x2C, count: ByteCount? = nil
    ) throws -> LineBlocks {
        let isGzip = try Self.startsAsGzip(path: path, name: name)
        let file = try FileSource(path: path, name: name, count: count)
        return LineBlocks(
            isGzip ? try GzipSource(file, name: name, cap: gzipCap) : file, name: name, encoding: encoding,
            multiline: multiline, delimiter: delimiter)
    }

    private static func startsAsGzip(path: String, name: String) throws -> Bool {
        let file = try FileSource(path: path, name: name)
        return try withUnsafeTemporaryAllocation(byteCount: 2, alignment: 1) { head in
            try file.read(into: head) == 2 && head[0] == 0x1F && head[1] == 0x8B
        }
    }
}
