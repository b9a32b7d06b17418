import Foundation
import Tabular

/// Writes a small file that the user asked for, and never over one that is there.
public enum NewFile {
    /// - Throws: `PipelineError.outputExists`; `TabularError.writeFailed`.
    public static func write(_ text: String, to path: String) throws {
        guard !FileManager.default.fileExists(atPath: path) else {
            throw PipelineError.outputExists(file: URL(filePath: path).lastPathComponent)
        }
        let sink = try FileSink(path: path)
        try sink.write(text)
        try sink.close()
    }
}
