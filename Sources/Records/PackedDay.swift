/// A day in two bytes, for columns of events: days since 1 January 1990, from 16 April 1900 to 18 September 2079.
@frozen
public struct PackedDay: Hashable, Comparable, Sendable, BitwiseCopyable {
    @usableFromInline let offset: Int16

    /// 1 January 1990 as a `Day.number`.
    @usableFromInline static var origin: Int32 { 7305 }

    @inlinable
    init(offset: Int16) { self.offset = offset }

    /// Nil where the day does not fit; a row with such a date is set aside.
    @inlinable
    public init?(_ day: Day) {
        let offset = day.number - Self.origin
        guard offset > Int32(Int16.min), offset <= Int32(Int16.max) else { return nil }
        self.offset = Int16(truncatingIfNeeded: offset)
    }

    /// Stands for a missing date.
    @inlinable public static var missing: PackedDay { PackedDay(offset: .min) }

    /// The nearest day that fits: for an index date, which no packed event can lie beyond.
    @inlinable
    public init(clamping day: Day) {
        let offset = min(max(day.number - Self.origin, Int32(Int16.min) + 1), Int32(Int16.max))
        self.offset = Int16(truncatingIfNeeded: offset)
    }

    @inlinable public var isMissing: Bool { offset == .min }

    /// The day; only meaningful where it is not missing.
    @inlinable public var day: Day { Day(number: Int32(offset) + Self.origin) }

    @inlinable
    public static func < (left: PackedDay, right: PackedDay) -> Bool { left.offset < right.offset }

    public static var earliest: Day { Day(number: Int32(Int16.min) + 1 + origin) }
    public static var latest: Day { Day(number: Int32(Int16.max) + origin) }
}
