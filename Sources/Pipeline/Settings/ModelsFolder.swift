import Configuration
import Foundation
import Records

/// The folder of clinical content: catalogues, code lists, programmes and models.
struct ModelsFolder: Sendable {
    let path: String

    /// The folder that a configuration names, or else the one that comes with the program.
    /// - Throws: `PipelineError.noModelsFolder` where none came with it.
    init(_ map: SettingMap, directory: URL, problems: Problems) throws {
        guard let stated = map.text("models_folder"), let setting = map["models_folder"] else {
            self = try .besideProgram()
            return
        }
        path = RunConfiguration.absolute(stated, directory)
        if !isThere { problems.add("models_folder: there is no folder with catalogues here", at: setting) }
    }

    private init(path: String) { self.path = path }

    /// The one that comes with the program.
    /// - Throws: `PipelineError.noModelsFolder`.
    static func besideProgram() throws -> Self {
        guard let found = placesBesideProgram().map(Self.init).first(where: \.isThere) else {
            throw PipelineError.noModelsFolder
        }
        return found
    }

    var isThere: Bool { FileManager.default.fileExists(atPath: path + "/catalogues") }

    /// `Models` in any folder above the program, as in a checkout; or `share/anticipate/Models`, as installed.
    private static func placesBesideProgram() -> [String] {
        let program = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        var folder = URL(filePath: program).deletingLastPathComponent()
        var candidates: [String] = []
        while folder.path != "/" {
            candidates.append(folder.appending(path: "Models").path)
            candidates.append(folder.appending(path: "share/anticipate/Models").path)
            folder = folder.deletingLastPathComponent()
        }
        return candidates
    }

    func catalogue(_ name: String) -> String { path + "/catalogues/\(name).yaml" }
    var codeLists: String { path + "/codelists" }
    /// By code, the words of one of its code lists; none where the list is not there.
    func terms(of list: String) -> [String: String] {
        let entries = CodeLists.list(path: "\(codeLists)/\(list).csv", problems: Problems())?.entries ?? []
        let worded = entries.filter { !$0.term.isEmpty }
        return Dictionary(worded.map { ($0.code, $0.term) }) { first, _ in first }
    }

    func programme(_ id: String) -> String { path + "/programmes/\(id).yaml" }

    /// The programmes that it has, by id, each with its title.
    var programmes: [(id: String, title: String)] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: path + "/programmes")) ?? []
        return files.filter { $0.hasSuffix(".yaml") }.sorted().compactMap { file in
            let id = String(file.dropLast(5))
            guard let text = try? String(contentsOfFile: programme(id), encoding: .utf8),
                let setting = try? Setting.parse(text, file: file), case .mapping(let entries) = setting.value
            else { return nil }
            return (id, entries.first { $0.key == "title" }?.value.text ?? id)
        }
    }

    /// The folder of a model: the version asked for, or the highest there is.
    func model(_ name: String, version: String?) -> String? {
        let folder = path + "/" + name
        if let version { return folder + "/" + version }
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return versions.filter { FileManager.default.fileExists(atPath: "\(folder)/\($0)/model.json") }
            .max { Self.precedes($0, $1) }.map { folder + "/" + $0 }
    }

    /// Compares `1.10.0` with `1.9.2` number by number.
    private static func precedes(_ left: String, _ right: String) -> Bool {
        let (leftParts, rightParts) = (left.split(separator: "."), right.split(separator: "."))
        for (one, other) in zip(leftParts, rightParts) where one != other {
            if let oneNumber = Int(one), let otherNumber = Int(other) { return oneNumber < otherNumber }
            return one < other
        }
        return leftParts.count < rightParts.count
    }
}
