import Records
import Reports

/// Two-hour urgent community response referrals, and how soon each was answered.
///
/// A referral is a person's distinct `referral_received` on rows with `urgent_response`; it is answered at the earliest
/// `first_contact` of its rows. The share is of the referrals that were answered: where no first contact is recorded,
/// or one before the referral, nobody knows how long it took.
struct UrgentResponses {
    struct Counts: AreaCounts, Equatable {
        var referrals = 0
        var contacts = 0
        var answered = 0
        var withinTwoHours = 0
    }

    static let retention = Retention(fields: [
        .communityContacts: ["referral_received", "first_contact", "urgent_response"]
    ])

    /// NHS England, Community health services two-hour urgent community response standard (2021).
    private static let minutes = 120.0

    private let timeline: Timeline
    private let received: NumberReader
    private let firstContact: NumberReader
    private let urgent: CodeReader
    private let isUrgent: Int
    private let first: PackedDay
    /// The period in minutes.
    private let period: Range<Double>

    /// - Parameter first: the first day that counts; the last is the one before the index date.
    /// - Returns: nil where the run has no such source.
    init?(_ histories: Histories, from first: Day) {
        guard let timeline = histories.timeline(.communityContacts),
            let received = timeline.numbers("referral_received"),
            let firstContact = timeline.numbers("first_contact"), let urgent = timeline.codes("urgent_response")
        else { return nil }
        self.timeline = timeline
        self.received = received
        self.firstContact = firstContact
        self.urgent = urgent
        isUrgent = urgent.dictionary.firstIndex(of: "1") ?? -1
        self.first = PackedDay(clamping: first)
        period = Double(first.number) * 1440..<Double(histories.indexDay.number) * 1440
    }

    func counts(of person: Int) -> Counts {
        var counts = Counts()
        var answers: [Double: Double] = [:]
        let rows = timeline.rows(of: person)
        for row in 0..<rows.count where urgent.id(rows, row) == isUrgent {
            if timeline.day(rows, row) >= first { counts.contacts += 1 }
            let (referral, contact) = (received.value(rows, row), firstContact.value(rows, row))
            guard period.contains(referral) else { continue }
            // What comes after the index date is not known on it.
            let isKnown = contact >= referral && contact < period.upperBound
            answers[referral] = min(answers[referral] ?? .infinity, isKnown ? contact : .infinity)
        }
        counts.referrals = answers.count
        counts.answered = answers.count { $0.value.isFinite }
        counts.withinTwoHours = answers.count { $0.value - $0.key <= Self.minutes }
        return counts
    }
}

extension UrgentResponses.Counts {
    static let title = "Two-hour urgent community response"

    static let columns: [TotalsReport.Column] = [
        .init(key: "referrals", title: "Referrals"), .init(key: "contacts", title: "Contacts"),
        .init(key: "answered", title: "Answered"),
        .init(key: "within_two_hours", title: "Within two hours"),
        .init(key: "share_within_two_hours", title: "Share of the answered", kind: .share),
    ]

    static let notes = [
        "A referral is one for an urgent response within two hours, received in the period; contacts are all that "
            + "followed such referrals in it.",
        "Answered are referrals with a first contact on record, at or after the time of the referral and before the "
            + "index date. How long the others took is not known, and the share is of the answered alone.",
        "People who died or left in the period are counted, those who object to the use of their data are not. The "
            + "area is where a person is registered.",
    ]

    static func += (left: inout Self, right: Self) {
        left.referrals += right.referrals
        left.contacts += right.contacts
        left.answered += right.answered
        left.withinTwoHours += right.withinTwoHours
    }

    var share: Double? { answered == 0 ? nil : Double(withinTwoHours) / Double(answered) }

    var values: [Double?] {
        [Double(referrals), Double(contacts), Double(answered), Double(withinTwoHours), share]
    }
}
