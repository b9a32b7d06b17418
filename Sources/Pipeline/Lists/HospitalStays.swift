import Records
import Reports

/// People in hospital on the index date, and for how long they have been ready to leave.
struct HospitalStays {
    struct Counts: AreaCounts, Equatable {
        var people = 0
        var ready = 0
        var daysPastReady = 0
        var longest = 0
    }

    static let retention = Retention(fields: [.admissions: ["discharge_date", "discharge_ready_date"]])

    private let timeline: Timeline
    private let ends: DayReader
    private let readyDays: DayReader
    private let indexDay: Day

    /// - Returns: nil where the run has no such source.
    init?(_ histories: Histories) {
        guard let timeline = histories.timeline(.admissions), let ends = timeline.days("discharge_date"),
            let readyDays = timeline.days("discharge_ready_date")
        else { return nil }
        self.timeline = timeline
        self.ends = ends
        self.readyDays = readyDays
        indexDay = histories.indexDay
    }

    /// Of a person's open spells, that which has been ready for the longest; nobody where there is none.
    func counts(of person: Int) -> Counts {
        let spells = timeline.rows(of: person)
        let open = (0..<spells.count).filter { ends.day(spells, $0).isMissing }
        guard !open.isEmpty else { return Counts() }
        let days = open.compactMap { spell -> Int? in
            let ready = readyDays.day(spells, spell)
            return ready.isMissing ? nil : indexDay.days(since: ready.day)
        }.max()
        return Counts(people: 1, ready: days == nil ? 0 : 1, daysPastReady: days ?? 0, longest: days ?? 0)
    }
}

extension HospitalStays.Counts {
    static let title = "In hospital and ready to leave"

    static let columns: [TotalsReport.Column] = [
        .init(key: "in_hospital", title: "In hospital"), .init(key: "ready", title: "Ready to leave"),
        .init(key: "days_past_ready", title: "Days past ready"), .init(key: "longest", title: "Longest, days"),
    ]

    static let notes = [
        "In hospital are people with a spell that had begun before the index date and not ended by it.",
        "Days past ready are those from the discharge ready date to the index date. Who has no such date is not known "
            + "to be ready.",
    ]

    static func += (left: inout Self, right: Self) {
        left.people += right.people
        left.ready += right.ready
        left.daysPastReady += right.daysPastReady
        left.longest = max(left.longest, right.longest)
    }

    var share: Double? { people == 0 ? nil : Double(ready) / Double(people) }

    var values: [Double?] { [Double(people), Double(ready), Double(daysPastReady), Double(longest)] }
}
