/// How a programme keeps those who were on its last issue, so that lists do not change by chance.
///
/// Who was on the last issue stays while they rank within the leave line, or were listed for too short a time. The
/// highest of the others fill the places that are left. Nobody at the highest risk waits for that: who ranks among as
/// many as `certainEntries` has a place in any case, and of those who would stay the lowest give way, those listed for
/// too short a time last. The number taken stays the selection's.
///
/// So do the FTSE UK Index Series Ground Rules keep an index of 100: who rises to the 90th place enters, who falls to
/// the 111th leaves, and the lowest go where more enter than leave.
public struct Stability: Sendable, Equatable {
    /// How many of the highest have a place whoever was there before: their line lies as far above the selection's as
    /// the leave line lies below it, but half of the places at the least.
    static func certainEntries(places: Int, stayingUpTo leave: Int?) -> Int {
        max((places + 1) / 2, leave.map { 2 * places - $0 } ?? 0)
    }

    /// Up to where those on the last issue stay, by the kind of the programme's own selection; nil: no further than
    /// others enter. Where practices have places of their own, each one's line lies as far below its places as this
    /// lies below the programme's own number.
    public let leaveAt: Selection?
    /// Days from entry for which a person stays below the leave line too, and gives way last; 0 for none.
    public let leastDays: Int

    /// The rule in plain words, behind those of the selection that it stands beside; nil where it changes nothing.
    func words(beside selection: Selection) -> String? {
        let line = leaveAt.flatMap { Self.words(of: $0, beside: selection) }
        let time = leastDays == 0 ? nil : "for \(leastDays) days"
        let limits = [line, time].compactMap(\.self)
        guard !limits.isEmpty else { return nil }
        // Without places nobody gives way.
        let unless = selection.leastScore == nil ? ", unless those above them fill the places" : ""
        return "those listed before stay " + limits.joined(separator: ", and ") + unless
    }

    /// Nil where the line is the selection's own.
    private static func words(of line: Selection, beside selection: Selection) -> String? {
        switch line {
        case .share(let share): return "within the first \(share)"
        case .perPractice(let capacity):
            guard case .perPractice(let own) = selection, capacity.people > own.people else { return nil }
            let ranks = capacity.people - own.people
            return "up to \(ranks) \(ranks == 1 ? "rank" : "ranks") below"
        case .riskAtLeast(let risk): return "down to a risk of \(risk)"
        case .pointsAtLeast(let points): return "down to \(points) points"
        }
    }

    public init(leaveAt: Selection?, leastDays: Int) {
        self.leaveAt = leaveAt
        self.leastDays = leastDays
    }
}
