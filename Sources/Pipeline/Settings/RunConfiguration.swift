import Configuration
import Foundation
import Glibc
import Identity
import Ingest
import Records

/// What a configuration file says of a run: its sources, and which of the clinical content it uses.
public struct RunConfiguration: Sendable {
    static let allowedKeys = [
        "anticipate", "person_id", "synthetic", "models_folder", "models", "catalogue", "programmes", "capacities",
        "issue", "opt_outs", "reading_group", "threads", "formats", "archive", "sources", "identity", "sensitive",
        "when_drifted",
    ]
    static let format = "1"
    /// How many threads a run may work with.
    public static let threadRange = 1...256

    /// The file, for messages: its name, not its path.
    let file: String
    let directory: URL
    let idKind: IdentifierKind
    let identity: IdentitySettings
    /// Under which NHS numbers become pseudonyms; nil where the ids are pseudonyms already.
    private(set) var key: PseudonymKey?
    /// Whether the people are made up: then a model that is fitted on them is marked so.
    let isSynthetic: Bool
    let modelsFolder: ModelsFolder
    /// Model folders by name, in place of the newest under `modelsFolder`.
    let modelPaths: [String: String]
    let catalogue: String
    private(set) var programmes: [ProgrammeReference]
    /// How many places practices have, for programmes that take so many of each.
    let capacities: CapacityTables
    /// When lists are issued.
    let issue: IssueRule
    let optOuts: OptOutPolicy
    let objections: ObjectionMatrix
    /// Codes whose rows are withheld.
    let sensitive: SensitiveCodes
    let readingGroup: String?
    /// What is done where the people have shifted from those of a model.
    let drift: DriftRule
    /// What a run keeps for later fits; nil for nothing.
    let archive: ArchiveRule?
    /// What the lists are written as.
    let formats: Set<ListFormat>
    private(set) var threads: Int
    private(set) var sources: [Source]
    /// Those that could not be read included.
    let sourceCount: Int
    /// The file as it stands, for the manifest's fingerprint.
    let text: String

    /// Reads a configuration file.
    /// - Throws: `SettingsRefused` with everything that is wrong in it; `IdentityError` for its key.
    public init(path: String) throws {
        let problems = Problems()
        try self.init(path: path, problems)
        try problems.throwIfAny()
        try readKey()
    }

    /// Reads a configuration file as far as it can be read, without its key.
    /// - Parameter problems: where everything that is wrong in it is told.
    /// - Throws: where there is nothing to read: no such file, or no YAML in it.
    init(path: String, _ problems: Problems) throws {
        let url = URL(filePath: path)
        let file = url.lastPathComponent
        guard let data = FileManager.default.contents(atPath: path) else {
            throw FileManager.default.fileExists(atPath: path)
                ? PipelineError.unreadable(file: file) : PipelineError.noConfiguration(file: file)
        }
        guard let text = String(data: data, encoding: .utf8) else {
            throw SettingsRefused(
                problems: [SettingProblem(file: file, line: 0, column: 0, message: "the file is not UTF-8 text")])
        }
        let setting = try Setting.whole(text, file: file)
        try self.init(setting, text: text, directory: url.deletingLastPathComponent(), problems)
    }

    private init(_ setting: Setting, text: String, directory: URL, _ problems: Problems) throws {
        let map = SettingMap(setting, allowed: Self.allowedKeys, problems: problems)
        if let version = map.requiredText("anticipate"), version != Self.format {
            problems.add("this program reads configurations of format \(Self.format)", at: setting)
        }
        file = setting.file
        self.directory = directory
        self.text = text
        idKind = map.choice("person_id") ?? .pseudonym
        identity = IdentitySettings(map["identity"], problems: problems)
        isSynthetic = map.flag("synthetic") ?? false
        modelsFolder = try ModelsFolder(map, directory: directory, problems: problems)
        modelPaths = Dictionary(
            map.pairs("models").compactMap { entry in
                entry.value.text.map { (entry.key, Self.absolute($0, directory)) }
            }, uniquingKeysWith: { first, _ in first })
        catalogue = map.text("catalogue") ?? "default"
        let programmes = map.texts("programmes")
        self.programmes = (programmes.isEmpty ? ["most-complex-4pc"] : programmes).map(ProgrammeReference.init)
        capacities = CapacityTables(map, directory: directory, problems: problems)
        issue = IssueRule(map["issue"], problems: problems)
        optOuts = OptOutPolicy(map["opt_outs"], problems: problems)
        objections = ObjectionMatrix(map["opt_outs"], problems: problems)
        sensitive = Self.sensitive(map, modelsFolder, directory, problems)
        readingGroup = map.text("reading_group")
        drift = map.choice("when_drifted") ?? .warn
        archive = map["archive"].flatMap { ArchiveRule($0, directory: directory, problems: problems) }
        formats = Self.formats(map, problems)
        threads =
            map.integer("threads")
            ?? min(Self.threadRange.upperBound, ProcessInfo.processInfo.activeProcessorCount)
        sources = map.items("sources").compactMap { Source($0, problems: problems) }
        sourceCount = map.items("sources").count
        checkTogether(setting, problems)
    }

    /// - Throws: `IdentityError` where the file that the configuration names is no key, or others may read it.
    mutating func readKey() throws {
        key = try identity.key.map { try PseudonymKey(file: Self.absolute($0, directory)) }
    }

    /// The same, read by so many threads: a matter of the machine, which changes nothing that is published.
    func with(threads: Int?) -> RunConfiguration {
        var configuration = self
        configuration.threads = threads ?? self.threads
        return configuration
    }

    /// The same with one of its programmes alone; nil where it has none of that name.
    func with(programme id: String) -> RunConfiguration? {
        var configuration = self
        configuration.programmes = programmes.filter { $0.id == id }
        return configuration.programmes.isEmpty ? nil : configuration
    }

    /// The same with a table given to the sources that read one.
    /// - Throws: `PipelineError.givenTable` where one of the two is missing.
    func with(givenTable path: String?) throws -> RunConfiguration {
        let readers = sources.filter(\.readsGivenTable).map(\.name)
        guard readers.isEmpty == (path == nil) else { throw PipelineError.givenTable(sources: readers) }
        guard let path else { return self }
        var configuration = self
        configuration.sources = sources.map { $0.reading(givenTable: URL(filePath: path).path) }
        return configuration
    }

    /// Lists of the models folder by name, others by their path.
    private static func sensitive(
        _ map: SettingMap, _ models: ModelsFolder, _ directory: URL, _ problems: Problems
    ) -> SensitiveCodes {
        SensitiveCodes(
            map.texts("sensitive").compactMap { text in
                let path = text.hasSuffix(".csv") ? absolute(text, directory) : "\(models.codeLists)/\(text).csv"
                return CodeLists.list(path: path, problems: problems)
            })
    }

    private static func formats(_ map: SettingMap, _ problems: Problems) -> Set<ListFormat> {
        guard let setting = map["formats"] else { return ListFormat.usual }
        let words = ListFormat.allCases.map(\.rawValue).joined(separator: ", ")
        let formats = map.texts("formats").compactMap { text in
            let format = ListFormat(rawValue: text)
            if format == nil { problems.add("\"formats\" must be some of: \(words)", at: setting) }
            return format
        }
        if !formats.contains(.csv) {
            problems.add("\"formats\" needs csv: held lists are read back from it", at: setting)
        }
        return Set(formats)
    }

    private func checkTogether(_ setting: Setting, _ problems: Problems) {
        // What is missing may be a source that could not be read.
        let allSources = sources.count == sourceCount
        if !Self.threadRange.contains(threads) {
            let (least, most) = (Self.threadRange.lowerBound, Self.threadRange.upperBound)
            problems.add("threads must be from \(least) to \(most)", at: setting)
        }
        checkIdentity(setting, problems)
        let names = sources.map(\.name)
        for name in Set(names).sorted() where names.count(where: { $0 == name }) > 1 {
            problems.add("two sources are named \"\(name)\"; give each a name of its own", at: setting)
        }
        Source.checkTogether(sources, problems)
        if allSources, !sources.contains(where: { $0.table == .persons }) {
            problems.add("there is no source for the table persons", at: setting)
        }
        let ids = programmes.map(\.id)
        for id in Set(ids).sorted() where ids.count(where: { $0 == id }) > 1 {
            problems.add("two programmes are named \"\(id)\"; give each a name of its own", at: setting)
        }
        capacities.check(programmes: ids, problems)
        let hasOptOuts = sources.contains { $0.table == .optOuts }
        switch optOuts {
        case .listed, .allowList:
            if allSources, !hasOptOuts {
                problems.add(
                    "there is no source for the table opt_outs, without which nobody may be listed; add it, or "
                        + "declare opt_outs: applied_upstream: with by, evidence and on", at: setting)
            }
        case .appliedUpstream:
            if hasOptOuts {
                problems.add("opt_outs cannot both be applied upstream and have a source", at: setting)
            }
        }
    }

    private func checkIdentity(_ setting: Setting, _ problems: Problems) {
        switch (idKind, identity.key) {
        case (.nhsNumber, nil):
            problems.add(
                "person_id: nhs_number needs a key under which the numbers become pseudonyms: make one with "
                    + "`anticipate key --out FILE` and say identity: { key: FILE }", at: setting)
        case (.pseudonym, .some):
            problems.add("identity: key is for person_id: nhs_number; pseudonyms go out as they came", at: setting)
        default: break
        }
        for source in sources where idKind == .pseudonym && source.idKind == .nhsNumber {
            problems.add("\(source.name): person_id: one kind for all sources where there is no key", at: setting)
        }
    }

    /// Where a programme's file lies.
    func path(of programme: ProgrammeReference) -> String {
        programme.isPath ? Self.absolute(programme.text, directory) : modelsFolder.programme(programme.id)
    }

    /// The group that reads lists; nil leaves them to the owner.
    /// - Throws: `PipelineError.noSuchGroup`.
    func readingGroupID() throws -> UInt32? {
        try readingGroup.map { name in
            guard let group = getgrnam(name) else { throw PipelineError.noSuchGroup(name: name) }
            return group.pointee.gr_gid
        }
    }

    /// An id as outputs have it: the pseudonym of an NHS number, with blanks and dashes or without, where there is a key.
    func published(_ id: String) -> String {
        let id = id.trimmingCharacters(in: .whitespacesAndNewlines)
        guard let key, let number = NHSNumber.plain(id.utf8) else { return id }
        return key.pseudonym(of: String(decoding: number, as: UTF8.self))
    }

    static func absolute(_ path: String, _ directory: URL) -> String {
        path.hasPrefix("/") ? path : directory.appending(path: path).path
    }
}
