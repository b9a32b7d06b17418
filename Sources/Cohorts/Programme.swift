import Configuration

/// What a team works from: who may be chosen, by which model's rank, how many, and who is left out.
///
/// ```yaml
/// title: The most complex 4%
/// risk_of: an emergency admission within 12 months
/// model: emergency-admission
/// catalogue: wide                     # whose features the words below are; otherwise that of the model, or the run's
/// features:                           # more of them, as lines of a catalogue
///   - { name: community_contacts_3m, table: community_contacts, window: 3 months }
/// eligible: age >= 18
/// rising: { over: 3 months, at_least: 1.25 times }
/// select: { share: 4% }               # or per_practice: 20 (with places_of: community matron), risk_at_least: 0.3,
///                                     # points_at_least: 2
/// stability: { leave_at: 5%, stay_at_least: 28 days }
/// after_review: { unsuitable: leave out for 365 days }
/// holdout: { share: 5%, seed: 2026 }
/// exclude:
///   - { caseload: most-complex-4pc, as: on our caseload already }
///   - { where: ltc_palliative = 1, as: on a palliative or end-of-life register }
/// lists_by: practice                  # or neighbourhood, or provider: the hospital in which they are
/// group_by: home_id                   # within a list
/// tell: [home_id]                     # before the reasons of the score
/// people: adults
/// caseload_last: true
/// near_misses: 5
/// totals: { of: urgent_response, by: neighbourhood, over: 3 months, target: 70% }
/// bands:
///   - { name: top 1%, to: 1% }
///   - { name: the rest, to: 100% }
/// ```
public struct Programme: Sendable {
    /// The name of its file, without `.yaml`.
    public let id: String
    public let title: String
    /// What the model's risk is the risk of, in plain words for a list; nil where the file does not say.
    public let riskOf: String?
    public let model: ModelReference
    /// The catalogue whose features its words are; nil where the file does not say.
    public let catalogue: String?
    /// Features of its own, as lines of a catalogue.
    public let features: [Setting]
    public let eligible: Condition
    /// Nil where the risk need not rise.
    public let rising: Rising?
    public private(set) var selection: Selection
    /// How those on the last issue are kept; nil where they are ranked with the others.
    public let stability: Stability?
    /// In order: a person whom several would leave out is counted under the first.
    public let exclusions: [Exclusion]
    public let split: ListSplit
    /// At least one, their ends ascending, the last at 100%.
    public let bands: [Band]
    public let presentation: Presentation
    /// What is published beside its lists; nil for nothing.
    public let totals: Totals?
    /// Who is left out so that the lists can be evaluated; the last of `exclusions`.
    public var holdOut: HoldOut? {
        if case .heldOut(let holdOut)? = exclusions.last?.rule { holdOut } else { nil }
    }

    /// The same, with as many of each practice as a table has places for; nil where the programme does not take so many
    /// of each practice.
    public func taking(_ table: Capacity.Table) -> Programme? {
        guard case .perPractice(var capacity) = selection else { return nil }
        capacity.table = table
        var programme = self
        programme.selection = .perPractice(capacity)
        return programme
    }

    /// Where `eligible` stands, for what only the run's columns can tell is wrong with it.
    let eligibleSetting: Setting
    /// Where the conditions of exclusions stand, by their place among the exclusions.
    let exclusionSettings: [Int: Setting]
    /// The whole file.
    let setting: Setting

    /// True for the names of programmes, models and versions, which name files: lower-case letters, digits and, inside,
    /// `-`, `.` and `_`; at most 64.
    static func isName(_ text: String) -> Bool {
        let inner = text.utf8.allSatisfy { isLetterOrDigit($0) || [0x2D, 0x2E, 0x5F].contains($0) }
        guard inner, text.utf8.count <= 64, let first = text.utf8.first, let last = text.utf8.last else { return false }
        return isLetterOrDigit(first) && isLetterOrDigit(last)
    }

    static let nameRule = "lower-case letters, digits and, between them, \"-\", \".\" and \"_\"; at most 64"

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte)
    }
}
