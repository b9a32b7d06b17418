/// Something that a programme needs and a run does not have.
public struct Lack: Sendable, Equatable {
    /// A feature, a fact of registration or a part of the programme; empty where the reason says it all.
    let name: String
    let reason: String

    /// A sentence for each reason, with what is lacking for it.
    static func sentences(_ lacks: [Lack]) -> [String] {
        var reasons: [String] = []
        for lack in lacks where !reasons.contains(lack.reason) { reasons.append(lack.reason) }
        return reasons.map { reason in
            let names = lacks.filter { $0.reason == reason && !$0.name.isEmpty }.map(\.name)
            guard !names.isEmpty else { return reason }
            let more = names.count > mostNamed ? " and \(names.count - mostNamed) more" : ""
            return "\(names.prefix(mostNamed).joined(separator: ", "))\(more) (\(reason))"
        }
    }

    private static let mostNamed = 5

    /// The reason as people who get lists are told it: without the file that was looked for.
    fileprivate var shortReason: String {
        let missing = reason.prefix { $0 != ":" }
        return missing.hasSuffix(" is missing") ? "the source \(missing)" : reason
    }

    /// The same of several, where a missing source tells all that follows from it.
    fileprivate static func shortReasons(_ lacks: [Lack]) -> [String] {
        var reasons: [String] = []
        for lack in lacks where !reasons.contains(lack.shortReason) { reasons.append(lack.shortReason) }
        let missing = reasons.filter { $0.hasSuffix(" is missing") }
        return missing.isEmpty ? reasons : missing
    }
}

/// A programme that needs what a run does not have.
public struct LackingProgramme: Sendable, Equatable {
    let id: String
    let lacks: [Lack]

    var words: String { Lack.sentences(lacks).joined(separator: "; ") }

    /// Why, for people who get lists.
    var shortWords: String { Lack.shortReasons(lacks).joined(separator: "; ") }

    /// Of a programme that tonight goes without, and that has no lists to keep.
    var warning: String { "the programme \(id) is not made tonight, and has no lists of before to keep: \(words)" }
}
