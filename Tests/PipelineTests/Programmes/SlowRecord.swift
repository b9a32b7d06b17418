import Foundation

/// A sample's extracts as somebody reads them who has no program: rows of text, looked through again for each question.
///
/// Code lists are those of `Tests/Oracle/codelists.json`, not those of `Models`.
struct SlowRecord: Sendable {
    /// The index date of all its answers.
    static let index = "2025-04-01"
    static let monthsBefore = [1: "2025-03-01", 3: "2025-01-01", 6: "2024-10-01", 12: "2024-04-01", 24: "2023-04-01"]

    typealias Row = [String: String]

    let persons: [String: Row]
    private let events: [String: [String: [Row]]]
    private let objectors: Set<String>
    private let conditions: [String: [String: [String]]]
    private let frailtyLevels: [String: Int]

    private static let days = [
        "admissions": "admission_date", "emergency_attendances": "arrival", "gp_events": "event_date",
        "outpatient_appointments": "appointment_date", "prescriptions": "issue_date",
        "community_contacts": "contact_date", "mental_health_contacts": "contact_date",
        "social_care_services": "start_date", "caseload": "start_date",
        "reviews": "reviewed_on",
    ]

    init(_ sample: Sample) throws {
        persons = try Dictionary(uniqueKeysWithValues: sample.extract("persons").map { ($0["person_id"]!, $0) })
        var events: [String: [String: [Row]]] = [:]
        for (table, day) in Self.days {
            for row in try sample.extract(table) where row[day]!.prefix(10) < Self.index {
                events[table, default: [:]][row["person_id"]!, default: []].append(row)
            }
        }
        self.events = events
        objectors = try Set(sample.extract("opt_outs").map { $0["person_id"]! })
        let file = Sample.repository.appending(path: "Tests/Oracle/codelists.json")
        let lists = try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any] ?? [:]
        conditions = lists["ltc"] as? [String: [String: [String]]] ?? [:]
        frailtyLevels = lists["frailty_snomed"] as? [String: Int] ?? [:]
    }

    /// Everybody who is scored, sorted.
    var scored: [String] {
        persons.values.filter { person in
            let (from, to, death) = (person["registered_from"]!, person["registered_to"]!, person["date_of_death"]!)
            return (from.isEmpty || from <= Self.index) && (to.isEmpty || to > Self.index)
                && (death.isEmpty || death >= Self.index) && person["date_of_birth"]! <= Self.index
                && !objectors.contains(person["person_id"]!)
        }
        .map { $0["person_id"]! }.sorted()
    }

    func practice(_ person: String) -> String { persons[person]!["practice_code"]! }

    func age(_ person: String) -> Int {
        let (born, now) = (persons[person]!["date_of_birth"]!, Self.index)
        return Int(now.prefix(4))! - Int(born.prefix(4))! - (now.dropFirst(5) < born.dropFirst(5) ? 1 : 0)
    }

    /// Rows of a person on or after a day and before the index date.
    func rows(_ table: String, _ person: String, since day: String = "") -> [Row] {
        (events[table]?[person] ?? []).filter { $0[Self.days[table]!]!.prefix(10) >= day }
    }

    func rows(_ table: String, _ person: String, months: Int) -> [Row] {
        rows(table, person, since: Self.monthsBefore[months]!)
    }

    private static func isOpen(_ row: Row, _ field: String) -> Bool {
        row[field]!.isEmpty || row[field]!.prefix(10) >= index
    }

    /// Services, or spells in hospital, that have begun and not ended.
    func open(_ table: String, _ person: String) -> [Row] {
        rows(table, person).filter { Self.isOpen($0, table == "admissions" ? "discharge_date" : "end_date") }
    }

    func isInHospital(_ person: String) -> Bool { !open("admissions", person).isEmpty }

    func isOnCaseload(of programme: String, _ person: String) -> Bool {
        open("caseload", person).contains { $0["programme"] == programme }
    }

    /// Whether a person's last review for a programme, in the year before the index date, says that they are unsuitable.
    func isFoundUnsuitable(for programme: String, _ person: String) -> Bool {
        let own = rows("reviews", person).filter { $0["programme"] == programme && $0["suitable"] != "" }
        guard let last = own.map({ $0["reviewed_on"]! }).max(), last > Self.monthsBefore[12]! else { return false }
        return own.contains { $0["reviewed_on"] == last && $0["suitable"] == "0" }
    }

    func has(_ condition: String, _ person: String) -> Bool {
        let codes = conditions[condition]!
        if rows("gp_events", person).contains(where: { codes["snomed"]!.contains($0["code"]!) }) { return true }
        return rows("admissions", person, months: 24).contains { spell in
            guard !Self.isOpen(spell, "discharge_date") else { return false }
            let diagnoses =
                [spell["primary_diagnosis"]!] + spell["secondary_diagnoses"]!.split(separator: ";").map(String.init)
            return diagnoses.contains { code in codes["icd10"]!.contains { code.hasPrefix($0) } }
        }
    }

    func conditionCount(_ person: String) -> Int { conditions.keys.count { has($0, person) } }

    /// 0 for none, 3 for severe.
    func frailty(_ person: String) -> Int {
        let coded = rows("gp_events", person).compactMap { row in
            frailtyLevels[row["code"]!].map { (day: row["event_date"]!.prefix(10), level: $0) }
        }
        guard let latest = coded.map(\.day).max() else { return 0 }
        return coded.filter { $0.day == latest }.map(\.level).max() ?? 0
    }

    func cost(_ rows: [Row], _ field: String = "cost") -> Double { rows.reduce(0) { $0 + (Double($1[field]!) ?? 0) } }
}
