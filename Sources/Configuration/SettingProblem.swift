/// One thing that is wrong in a settings file: where, what, and what would be right.
public struct SettingProblem: Error, Equatable, Sendable, CustomStringConvertible {
    public let file: String
    /// From 1; 0 where the problem is with the file as a whole.
    public let line: Int
    public let column: Int
    public let message: String

    public init(file: String, line: Int, column: Int, message: String) {
        self.file = file
        self.line = line
        self.column = column
        self.message = message
    }

    public var description: String {
        line == 0 ? "\(file): \(message)" : "\(file):\(line):\(column): \(message)"
    }
}

/// Everything that is wrong in a run's settings, told at once.
public struct SettingsRefused: Error, Sendable, CustomStringConvertible {
    public let problems: [SettingProblem]

    public init(problems: [SettingProblem]) { self.problems = problems }

    public var description: String { problems.map(\.description).joined(separator: "\n") }
}
