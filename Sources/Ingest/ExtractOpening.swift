import Tabular

/// Opens a file to look at its first lines, before anything is configured.
public enum ExtractOpening {
    public static func blocks(path: String) throws -> LineBlocks {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        return try SourceFile(path: path, name: name, gzipCap: 1 << 34).blocks(encoding: .utf8, multiline: false)
    }

    /// The names in a header line.
    public static func fields(_ line: [UInt8], delimiter: UInt8) -> [String] {
        HeaderLine.fields(of: line, delimiter: delimiter)
    }
}
