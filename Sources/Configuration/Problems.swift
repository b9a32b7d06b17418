/// Gathers the problems of settings while they are read, so that all are told at once.
public final class Problems {
    public private(set) var all: [SettingProblem] = []

    public init() {}

    public var isEmpty: Bool { all.isEmpty }

    /// By file, line and column.
    public var sorted: [SettingProblem] {
        all.sorted { ($0.file, $0.line, $0.column) < ($1.file, $1.line, $1.column) }
    }

    public func add(_ problem: SettingProblem) {
        if !all.contains(problem) { all.append(problem) }
    }

    public func add(_ message: String, at setting: Setting) {
        add(SettingProblem(file: setting.file, line: setting.line, column: setting.column, message: message))
    }

    /// Takes over what a thrown error says.
    public func add(_ error: any Error, in file: String) {
        switch error {
        case let refused as SettingsRefused: refused.problems.forEach(add)
        case let problem as SettingProblem: add(problem)
        default: add(SettingProblem(file: file, line: 0, column: 0, message: "\(error)"))
        }
    }

    /// Throws all of them, if there is any.
    public func throwIfAny() throws(SettingsRefused) {
        if !all.isEmpty { throw SettingsRefused(problems: sorted) }
    }
}
