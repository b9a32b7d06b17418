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

    /// The file is opened once and read from its start to its end, so that it may be a pipe.
    /// - Parameter count: told the bytes that are read of the file as it lies on the disk.
    public func blocks(
        encoding: TextEncoding, multiline: Bool, delimiter: UInt8 = 0x2C, count: ByteCount? = nil
    ) throws -> LineBlocks {
        let file = try FileSource(path: path, name: name, count: count)
        return LineBlocks(
            try GzipSource.unpacked(file, name: name, cap: gzipCap), name: name, encoding: encoding,
            multiline: multiline, delimiter: delimiter)
    }
}
