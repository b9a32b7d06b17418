import Features
import Foundation
import Records

/// The kinds of features that the default catalogue has no use for, as a catalogue and slowly.
extension SlowEngine {
    static let additions = """
        catalogue: additions
        features:
          - { name: sine, value: season_sine }
          - { name: cosine, value: season_cosine }
          - { name: "decayed_{window}", table: gp_events, windows: [12 months, ever], take: decayed, half_life: 30 }
          - name: cost_decayed
            table: prescriptions
            where: bnf_code in list bnf_chapters
            window: 24 months
            take: decayed
            half_life: 90
            field: cost
          - { name: visits_decayed, table: admissions, state: closed, gap: 1 month, take: decayed, half_life: 7 }
          - { name: change, table: gp_events, where: code in list egfr, window: 24 months, take: change, field: value }
          - { name: change_low, table: gp_events, take: change, field: value, tie: least, default: 3 }
          - { name: ae_6m, table: emergency_attendances, window: 6 months }
          - { name: ae_before, table: emergency_attendances, window: 6 months, gap: 6 months }
          - { name: ae_trend, difference_of: [ae_6m, ae_before] }
          - { name: ae_ratio, ratio_of: [ae_6m, ae_before], default: 9 }
          - { name: trends, sum_of: [ae_trend, ae_ratio] }
          - { name: trend_change, difference_of: [trends, change_low] }
        """

    func addedFeatures() -> [(name: String, value: Double)] {
        let events = rows(.gpEvents)
        let medicines = rows(.prescriptions).filter { codes.chapters.contains(String($0.text("bnf_code").prefix(2))) }
        let stays = rows(.admissions).filter { isClosed($0) && $0.day < back(1) }
        let recent = events.filter { isIn(24, $0.day) && codes.kidney.contains($0.text("code")) }
        let arrivals = rows(.emergencyAttendances)
        let now = count(arrivals, 6)
        let before = Double(arrivals.filter { $0.day >= monthsBefore(back(6), 6) && $0.day < back(6) }.count)
        let ratio = before == 0 ? 9 : now / before
        let changeLow = change(events, least: true) ?? 3
        return [
            ("sine", sin(angle)), ("cosine", cos(angle)),
            ("decayed_12m", decayed(events.filter { isIn(12, $0.day) }, 30) { _ in 1 }),
            ("decayed_ever", decayed(events, 30) { _ in 1 }),
            ("cost_decayed", decayed(medicines.filter { isIn(24, $0.day) }, 90) { Double($0.text("cost")) }),
            ("visits_decayed", decayed(stays, 7) { _ in 1 }), ("change", change(recent, least: false) ?? 0),
            ("change_low", changeLow), ("ae_6m", now), ("ae_before", before), ("ae_trend", now - before),
            ("ae_ratio", ratio), ("trends", now - before + ratio), ("trend_change", now - before + ratio - changeLow),
        ]
    }

    /// How far through its year the index date is, as an angle.
    private var angle: Double {
        let (year, month, day) = index.components
        let lengths = [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        let passed = lengths.prefix(month - 1).reduce(0, +) + day - 1
        return 2 * Double.pi * Double(passed) / (isLeap(year) ? 366 : 365)
    }

    private func isLeap(_ year: Int) -> Bool { (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 }

    private func decayed(_ rows: [EventRecord], _ halfLife: Double, _ value: (EventRecord) -> Double?) -> Double {
        rows.reduce(0) { sum, row in
            sum + (value(row) ?? 0) * pow(0.5, Double(index.days(since: row.day)) / halfLife)
        }
    }

    /// The latest value less the earliest; nil where there is none.
    private func change(_ rows: [EventRecord], least: Bool) -> Double? {
        let values = rows.compactMap { row in Double(row.text("value")).map { (day: row.day, value: $0) } }
        guard let first = values.map(\.day).min(), let last = values.map(\.day).max() else { return nil }
        func decided(_ day: Day) -> Double {
            let own = values.filter { $0.day == day }.map(\.value)
            return least ? own.min()! : own.max()!
        }
        return decided(last) - decided(first)
    }
}
