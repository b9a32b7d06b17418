import Foundation
import Tabular

/// Writes a small file that the user asked for, and never over one that is there.
public enum NewFile {
    /// Asked before the work whose results are to be written.
    ///
    /// - Parameter names: files and folders that will be written in the folder.
    /// - Throws: `PipelineError.outputExists` where one is there already.
    public static func checkFree(_ names: [String], in folder: String) throws {
        for name in names where isTaken(folder + "/" + name) {
            throw PipelineError.outputExists(file: URL(filePath: folder).lastPathComponent + "/" + name)
        }
    }

    /// Asked before the work whose result is to be written to a file, which may be there.
    ///
    /// - Throws: `TabularError.writeFailed` where its folder is not.
    static func checkFolder(of path: String) throws {
        var isFolder: ObjCBool = false
        let folder = URL(filePath: path).deletingLastPathComponent().path
        let isThere = FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder)
        guard isThere, isFolder.boolValue else {
            throw TabularError.writeFailed(file: path, errno: isThere ? ENOTDIR : ENOENT)
        }
    }

    /// - Throws: `PipelineError.outputExists`; `TabularError.writeFailed`.
    public static func write(_ text: String, to path: String) throws {
        let sink = try sink(path)
        try sink.write(text)
        try sink.close()
    }

    /// Asking first whether the file is there would leave a moment in which it can come to be.
    private static func sink(_ path: String) throws -> FileSink {
        do {
            return try FileSink(newFileAt: path)
        } catch TabularError.writeFailed(file: _, errno: EEXIST) {
            throw PipelineError.outputExists(file: URL(filePath: path).lastPathComponent)
        }
    }

    /// Whether something has the name; a link has, wherever it leads.
    private static func isTaken(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0
    }
}
