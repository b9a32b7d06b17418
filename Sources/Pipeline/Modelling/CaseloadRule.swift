import Configuration
import Records

/// What a design does about people on a caseload: what was done for them changes their outcome, and a model that is
/// fitted on it learns that they need nothing.
///
/// ```
/// caseload: exclude                                  # who is on one on the index date
/// caseload: { exclude: until_the_end }               # or is taken on before the time at risk ends
/// caseload: { weight: 0.25, programmes: [frailty] }  # counts for less; of these programmes alone
/// ```
struct CaseloadRule: Sendable, Equatable {
    enum Handling: Sendable, Equatable {
        case exclude
        case excludeUntilTheEnd
        case weight(Double)
    }

    let handling: Handling
    /// nil for all programmes.
    let programmes: [String]?

    /// Nil, with problems told, where it cannot stand.
    init?(_ setting: Setting, _ problems: Problems) {
        if setting.text == "exclude" {
            (handling, programmes) = (.exclude, nil)
            return
        }
        guard case .mapping = setting.value else {
            problems.add("\"caseload\" must be exclude, or a mapping with exclude or weight", at: setting)
            return nil
        }
        let map = SettingMap(setting, allowed: ["exclude", "weight", "programmes"], problems: problems)
        programmes = map["programmes"] == nil ? nil : map.texts("programmes")
        if let exclude = map["exclude"] {
            guard map["weight"] == nil, let found = ["at_index", "until_the_end"].firstIndex(of: exclude.text ?? "")
            else {
                problems.add("\"exclude\" must be at_index or until_the_end, and stands without weight", at: exclude)
                return nil
            }
            handling = found == 0 ? .exclude : .excludeUntilTheEnd
        } else {
            guard let weight = map.number("weight"), (0...1).contains(weight) else {
                problems.add("\"weight\" must be a number from 0 to 1", at: setting)
                return nil
            }
            handling = .weight(weight)
        }
    }

    /// What one who is on a caseload counts for; nil where they are left out.
    var weight: Double? {
        if case .weight(let weight) = handling { weight } else { nil }
    }

    /// For the report.
    var words: String {
        let who = programmes.map { "on the caseload of \($0.joined(separator: " or "))" } ?? "on a caseload"
        switch handling {
        case .exclude: return "People \(who) on the index date were left out, of the fit and of this evaluation."
        case .excludeUntilTheEnd:
            return "People \(who) on the index date, or taken on before the time at risk ended, were left out, of the "
                + "fit and of this evaluation."
        case .weight(let weight): return "People \(who) on the index date count \(weight) each."
        }
    }

    /// For the report, where a design says nothing.
    static let silence =
        "Nothing was done about people who were on a caseload: if acting on earlier lists prevented admissions, their "
        + "risk is underestimated."

    static let fields: Set<String> = ["programme", "end_date"]

    /// Who is on a caseload.
    ///
    /// - Parameters:
    ///   - end: the first day after the time at risk.
    ///   - persons: their numbers.
    /// - Throws: `PipelineError.noCaseload` where the run has no source of it.
    func isOnCaseload(_ population: Population, at index: Day, end: Day, persons: [Int32]) throws -> [Bool] {
        let before = try entries(population.histories(at: index).timeline(.caseload), persons) { _, isOpen in isOpen }
        guard handling == .excludeUntilTheEnd else { return before }
        let later = try entries(population.followUps(from: index).timeline(.caseload), persons) { day, _ in
            day < PackedDay(clamping: end)
        }
        return zip(before, later).map { $0 || $1 }
    }

    /// - Parameter counts: whether an entry that starts on a day, and is open or not, counts.
    private func entries(
        _ timeline: Timeline?, _ persons: [Int32], counts: (PackedDay, Bool) -> Bool
    ) throws -> [Bool] {
        guard let timeline else { throw PipelineError.noCaseload }
        let programmes = programmes.flatMap { wanted in
            timeline.codes("programme").map { codes in (codes, wanted.map { codes.dictionary.firstIndex(of: $0) }) }
        }
        let ends = timeline.days("end_date")
        return persons.map { person in
            let rows = timeline.rows(of: Int(person))
            return (0..<rows.count).contains { row in
                if let (codes, wanted) = programmes, !wanted.contains(codes.id(rows, row)) { return false }
                return counts(timeline.day(rows, row), ends?.day(rows, row).isMissing != false)
            }
        }
    }
}
