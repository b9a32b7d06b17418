/// How a programme keeps those who were on its last issue, so that lists do not change by chance.
///
/// Who was on the last issue stays while they rank within the leave line, or were listed for too short a time. They
/// take their places first; the highest of the others fill the rest. The number taken stays the selection's. Where it
/// has fallen below those who would stay, those listed for too short a time go first, then the higher ranked.
public struct Stability: Sendable, Equatable {
    /// Up to where those on the last issue stay, by the kind of the programme's own selection; nil: no further than
    /// others enter. Where practices have places of their own, each one's line lies as far below its places as this
    /// lies below the programme's own number.
    public let leaveAt: Selection?
    /// Days from entry for which a person stays whatever their rank; 0 for none.
    public let leastDays: Int

    public init(leaveAt: Selection?, leastDays: Int) {
        self.leaveAt = leaveAt
        self.leastDays = leastDays
    }
}
