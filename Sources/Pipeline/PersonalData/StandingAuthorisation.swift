import Configuration
import Foundation
import Glibc
import Records

/// Who has allowed lists to be named night after night, for what, and until when: a YAML file.
public struct StandingAuthorisation: Sendable {
    let accountable: Accountable
    let until: Day
    /// Nil for all.
    let practices: Set<String>?

    /// - Throws: `SettingsRefused` with all that is wrong in the file; `PipelineError` where there is none, or where others
    ///   can write it.
    public init(path: String) throws {
        let file = URL(filePath: path).lastPathComponent
        let text = try Self.text(of: path, file)
        let problems = Problems()
        let map = SettingMap(
            try Setting.whole(text, file: file), allowed: ["user", "purpose", "until", "practices"],
            problems: problems)
        let user = map.requiredText("user") ?? ""
        let purpose = map.requiredText("purpose") ?? ""
        if map["until"] == nil { problems.add("\"until\" is missing", at: map.setting) }
        let until = map.parsed("until", expected: "a date as YYYY-MM-DD") { Day($0) }
        practices = map["practices"] == nil ? nil : Set(map.texts("practices"))
        try problems.throwIfAny()
        guard let until else { throw SettingsRefused(problems: []) }
        self.until = until
        accountable = try Accountable(user: user, purpose: purpose)
    }

    /// Reads the file, once nobody else can have written it.
    private static func text(of path: String, _ file: String) throws -> String {
        guard let handle = FileHandle(forReadingAtPath: path) else {
            throw FileManager.default.fileExists(atPath: path)
                ? PipelineError.unreadable(file: file) : PipelineError.noAuthorisation(file: file)
        }
        defer { try? handle.close() }
        var status = stat()
        guard fstat(handle.fileDescriptor, &status) == 0, [0, geteuid()].contains(status.st_uid),
            status.st_mode & (S_IWGRP | S_IWOTH) == 0
        else { throw PipelineError.authorisationOfOthers(file: file) }
        guard let data = try? handle.readToEnd(), let text = String(data: data, encoding: .utf8) else {
            throw PipelineError.unreadable(file: file)
        }
        return text
    }

    /// - Throws: `PipelineError.authorisationPast`.
    func require(on day: Day) throws {
        guard day <= until else { throw PipelineError.authorisationPast(until: until.description) }
    }
}
