import Configuration
import Glibc
import Records

/// How a feature is computed from a person's history.
enum Measure: Sendable, Equatable {
    case person(PersonMeasure)
    case events(EventMeasure)
    case condition(ConditionMeasure)
    case groups(GroupMeasure)
    /// The sum of features that stand before.
    case sum(of: [String])
    /// The first less the second of two features that stand before.
    case difference(of: String, String)
    /// The first over the second of two features that stand before; the fallback where the second is 0.
    case ratio(of: String, String, fallback: Double)

    /// The features that it is computed from; none where it looks at the record.
    var parts: [String] {
        switch self {
        case .sum(let names): names
        case .difference(let first, let second), .ratio(let first, let second, _): [first, second]
        case .person, .events, .condition, .groups: []
        }
    }

    /// Whether it may look at events up to the index date: not where a gap is between.
    var isOfNow: Bool { if case .events(let events) = self { events.window.gap == nil } else { true } }
}

/// A value of the person's registration.
struct PersonMeasure: Sendable, Equatable {
    enum Value: Sendable, Equatable {
        /// Completed years at the index date.
        case age
        /// Where the index date stands in its year, the same for everybody.
        case season(Season)
        /// A field that holds numbers.
        case field(String)
        /// 1 where the condition holds.
        case test(Condition)
    }

    let value: Value
    /// max(0, knot - value), where given.
    let below: Double?
    /// max(0, value - knot), where given.
    let above: Double?
    /// What a person without the value gets.
    let fallback: Double

    /// Whether somebody else computed it.
    var isReady: Bool { if case .field(let field) = value { Field.isReady(field) } else { false } }
}

/// An aggregation over the rows of a table of events.
struct EventMeasure: Sendable, Equatable {
    enum Aggregate: Sendable, Equatable {
        case rows
        /// Distinct days.
        case days
        /// Distinct values of a field, or of its first characters.
        case distinct(field: String, characters: Int?)
        /// 1 where there is a row.
        case any
        case sum(field: String)
        case least(field: String)
        case greatest(field: String)
        case mean(field: String)
        /// The sum of a field, or of 1 a row, each halved for every half-life in days that the row lies back.
        case decayed(halfLife: Int, field: String?)
        /// The latest less the earliest value of a field in the window; 0 where there is one day with a value.
        case change(field: String, tie: Tie)
        /// Of the rows on the latest day with a value, the least or the greatest.
        case latest(field: String, tie: Tie)
        /// The same with the values that a code list gives the field's codes.
        case latestListed(list: String, field: String, tie: Tie)
        /// Of the rows on the earliest day with a value in the window, the least or the greatest.
        case earliest(field: String, tie: Tie)
        case earliestListed(list: String, field: String, tie: Tie)
        /// Days from the latest row to the index date, at most so many.
        case daysSince(most: Int)
        /// Days from the day that a field gives to the index date, where it lies before that; of several rows the most.
        case daysPast(field: String)
        /// Days between start and end that lie in the window.
        case nights
        /// Rows that start within so many days of the end of the row before.
        case within(days: Int)
    }

    enum Tie: String, Sendable, CaseIterable {
        case least, greatest
    }

    let table: Table
    let filter: Condition?
    /// Holds where its fields are given; where the run does not have them, it is left out.
    let filterIfGiven: Condition?
    let window: Window
    /// Rows that began something: only those that have ended, only those that have not, or all.
    let state: State
    let aggregate: Aggregate
    /// What a person without such rows gets.
    let fallback: Double

    enum State: String, Sendable, CaseIterable {
        case any, closed, open
    }
}

/// Whether a person has a condition: by a code in the GP record at any time, or a diagnosis of a closed spell.
struct ConditionMeasure: Sendable, Equatable {
    let list: String
    /// Of closed spells.
    let window: Window
}

/// The sum of the weights of the groups that a person's diagnoses of closed spells meet.
struct GroupMeasure: Sendable, Equatable {
    let list: String
    let window: Window
    /// A group counts 0 when the key's is met.
    let supersedes: [String: String]
}

/// The year as a circle, which begins on 1 January: 31 December lies beside it.
enum Season: String, Sendable, CaseIterable {
    case sine = "season_sine"
    case cosine = "season_cosine"

    func value(on day: Day) -> Double {
        let year = day.components.year
        let first = Day(year: year, month: 1, day: 1)
        let days = Day(year: year + 1, month: 1, day: 1).days(since: first)
        let angle = 2 * Double.pi * Double(day.days(since: first)) / Double(days)
        return self == .sine ? sin(angle) : cos(angle)
    }
}

/// The days that a feature looks at: from so long before its end, up to the day before its end.
struct Window: Sendable, Equatable {
    enum Length: Sendable, Equatable {
        case months(Int)
        case days(Int)
        case ever
    }

    let length: Length
    /// Whether the window ends where the source is complete, if that is before the index date.
    let endsWhereComplete: Bool
    /// How long before that the window ends; nil where it ends there.
    let gap: Length?

    init(length: Length, endsWhereComplete: Bool = false, gap: Length? = nil) {
        self.length = length
        self.endsWhereComplete = endsWhereComplete
        self.gap = gap
    }

    static let ever = Window(length: .ever)

    /// As a catalogue writes it: `12 months`, `90 days`, `ever`.
    static func length(_ text: String) -> Length? {
        if text == "ever" { return .ever }
        let parts = text.split(separator: " ")
        guard parts.count == 2, let count = Int(parts[0]), (1...1200).contains(count) else { return nil }
        switch parts[1] {
        case "month", "months": return .months(count)
        case "day", "days": return .days(count)
        default: return nil
        }
    }

    /// What stands for it in a feature's name: `12m`, `90d`.
    static func shortName(_ length: Length) -> String {
        switch length {
        case .months(let count): "\(count)m"
        case .days(let count): "\(count)d"
        case .ever: "ever"
        }
    }

    /// The window's words in a reason: `12 months`.
    static func words(_ length: Length) -> String {
        switch length {
        case .months(1): "month"
        case .months(let count): "\(count) months"
        case .days(let count): "\(count) days"
        case .ever: "record"
        }
    }

    /// The first day in the window, and the first after it.
    func days(at indexDay: Day, facts: SourceFacts) -> Range<Day> {
        let reckoned = reckonedFrom(indexDay, facts: facts)
        let end = gap.map { $0.before(reckoned) } ?? reckoned
        return length.before(end)..<end
    }

    /// The day from which the window, its gap and days since an event are counted back: the index day, or where the
    /// source was complete as at that day. Of a source with a lag that is never later than what it had let be seen,
    /// so that a year ago, as tonight, the window holds as many days.
    func reckonedFrom(_ indexDay: Day, facts: SourceFacts) -> Day {
        guard endsWhereComplete else { return indexDay }
        var day = indexDay
        if let complete = facts.lastCompleteDay { day = min(day, complete.adding(days: 1)) }
        if case .lag(let days) = facts.arrival { day = min(day, indexDay.adding(days: -days)) }
        return day
    }
}

extension EventMeasure.Aggregate {
    /// The list that gives the values, and the field whose codes it is held against.
    var listed: (list: String, field: String)? {
        switch self {
        case .latestListed(let list, let field, _), .earliestListed(let list, let field, _): (list, field)
        default: nil
        }
    }
}

extension Window.Length {
    /// The day that lies so long before another.
    fileprivate func before(_ day: Day) -> Day {
        switch self {
        case .months(let count): day.adding(months: -count)
        case .days(let count): day.adding(days: -count)
        case .ever: min(day, PackedDay.earliest)
        }
    }
}
