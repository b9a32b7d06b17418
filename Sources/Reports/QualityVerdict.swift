import Accounts
import Tabular

/// What in a run's data somebody should look at, in plain words.
public struct QualityVerdict: Sendable, Equatable {
    /// One thing to look at.
    public struct Point: Sendable, Equatable {
        /// The source it is about, or "people", "absent", "features" or a model.
        public let about: String
        public let sentence: String
    }

    /// From this share of rows, in per cent, set-aside rows and lookups without a match are worth a sentence: the
    /// limit at which, by default, a file is refused.
    static let noticeablePercent = 0.5

    /// Practices that one sentence names at most.
    static let mostNamed = 5

    /// Broken accounts first, then what is absent, then source by source, then features, then models whose people have
    /// shifted.
    public let points: [Point]

    public init(_ account: QualityAccount) {
        let practices = account.practices.filter { $0.registered > 0 }.map(\.code)
        points =
            Self.people(account.people) + account.absences.map { Point(about: "absent", sentence: $0) }
            + account.sources.flatMap { source in
                Self.sentences(source, practices: practices).map { Point(about: source.source, sentence: $0) }
            } + Self.features(account.unavailableFeatures) + Self.shifts(account.drift)
    }

    public var headline: String {
        switch points.count {
        case 0: "Nothing in the data of this run needs attention."
        case 1: "One thing in the data of this run needs attention."
        default: "\(points.count) things in the data of this run need attention."
        }
    }

    private static func people(_ people: PeopleAccount) -> [Point] {
        guard people.difference != 0 else { return [] }
        let sentence = "The account of people does not add up (difference: \(Figure.count(people.difference)))."
        return [Point(about: "people", sentence: sentence)]
    }

    private static func shifts(_ models: [ModelDrift]) -> [Point] {
        models.compactMap { drift in drift.warning.map { Point(about: drift.model, sentence: $0) } }
    }

    private static func features(_ unavailable: [String: String]) -> [Point] {
        guard !unavailable.isEmpty else { return [] }
        let sentence = "Features that could not be computed: \(unavailable.count). They are named below."
        return [Point(about: "features", sentence: sentence)]
    }

    private static func sentences(_ source: SourceQuality, practices: [String]) -> [String] {
        source.warnings + rows(source) + emptyFields(source) + lookups(source) + silentPractices(source, practices)
    }

    /// What monitoring should know of a source: what it warns of, and keys that a lookup lacks, which may set rows aside
    /// or leave facts out by the thousand. What every night has, such as rows without an id, is on the page alone.
    public static func warnings(of source: SourceQuality) -> [String] { source.warnings + lookups(source) }

    private static func rows(_ source: SourceQuality) -> [String] {
        let read = source.rows(\.read)
        let broken = source.accounts.filter { $0.difference != 0 }.map { "The account of \($0.file) does not add up." }
        guard read > 0 else { return broken + ["No row was read."] }
        let quarantined = source.rows { $0[.quarantined] }
        guard isNoticeable(quarantined, of: read) else { return broken }
        let most = source.rules.max { ($0.rows, $1.rule) < ($1.rows, $0.rule) }
        let rule = most.map { ", most often under the rule \"\($0.rule)\"" } ?? ""
        return broken + ["\(Figure.percent(quarantined, of: read)) of the rows read were set aside\(rule)."]
    }

    private static func emptyFields(_ source: SourceQuality) -> [String] {
        let empty = source.completeness.filter { $0.given == 0 && $0.rows > 0 }.map(\.field)
        return empty.isEmpty ? [] : ["Empty in every row: \(empty.joined(separator: ", "))."]
    }

    private static func lookups(_ source: SourceQuality) -> [String] {
        source.lookups.filter { isNoticeable($0.unmatched, of: $0.rows) }.map {
            "\(Figure.percent($0.unmatched, of: $0.rows)) of the values of \($0.field) are not in \($0.file)."
        }
    }

    /// Only where the source has rows of practices at all: a lookup table has none.
    private static func silentPractices(_ source: SourceQuality, _ practices: [String]) -> [String] {
        let silent = practices.filter { source.acceptedByPractice[$0, default: 0] == 0 }
        guard source.acceptedByPractice.values.contains(where: { $0 > 0 }), !silent.isEmpty else { return [] }
        let named = silent.prefix(mostNamed).joined(separator: ", ")
        let rest = silent.count > mostNamed ? " and \(silent.count - mostNamed) more" : ""
        return ["Practices with registered people and no row: \(named)\(rest)."]
    }

    private static func isNoticeable(_ part: Int, of whole: Int) -> Bool {
        100 * Double(part) > noticeablePercent * Double(whole)
    }
}
