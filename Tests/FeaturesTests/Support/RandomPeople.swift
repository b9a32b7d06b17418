import Records
import TestSupport

/// Small histories, dense in what sits on a boundary.
struct RandomPeople {
    var random: SplitMix
    let index: Day

    static let indexDays = [
        "2023-03-31", "2024-02-29", "2024-04-01", "2024-05-31", "2023-02-28", "2025-03-01", "2022-12-31", "2024-08-31",
        "2023-05-30", "2024-01-01",
    ].map(Day.on)

    init(seed: UInt64, index: Day) {
        random = SplitMix(state: seed)
        self.index = index
    }

    mutating func people(_ count: Int) -> [PersonRecord] {
        (0..<count).map { person("P\(random.pick(["", "0", "a", "é"]))\($0)") }
    }

    private mutating func person(_ id: String) -> PersonRecord {
        var person = PersonRecord(id: id, birth: birth())
        if random.once(in: 3) { person.registeredFrom = random.once(in: 8) ? nearIndex() : index.adding(days: -900) }
        if random.once(in: 12) { person.registeredTo = nearIndex() }
        if random.once(in: 12) { person.death = nearIndex() }
        if random.once(in: 20) { person.bar = random.pick([.objected, .conflicting, .registrationSetAside]) }
        person.fields = [
            "sex": random.pick(["0", "1", "2", "9"]), "imd_decile": random.pick(["", "1", "5", "10"]),
            "care_home": random.pick(["", "0", "1"]), "practice_code": "P00001",
        ]
        let days = (0..<Int.random(in: 2...7, using: &random)).map { _ in day() }
        for table in Self.tables where !random.once(in: 4) { person.events[table] = rows(table, days) }
        return person
    }

    private static let tables: [Table] = [
        .admissions, .admissions, .emergencyAttendances, .outpatientAppointments, .gpEvents, .prescriptions,
        .communityContacts, .mentalHealthContacts, .socialCareServices,
    ]

    // MARK: Days

    private mutating func nearIndex() -> Day { index.adding(days: random.pick([-2, -1, 0, 1, 2])) }

    private mutating func birth() -> Day {
        switch Int.random(in: 0..<5, using: &random) {
        case 0:
            index.adding(months: -12 * Int.random(in: 0...90, using: &random)).adding(days: random.pick([-1, 0, 1]))
        case 1: Day(year: random.pick([1940, 1944, 1956, 2000, 2020]), month: 2, day: 29)
        case 2: random.once(in: 4) ? nearIndex() : index.adding(months: -12 * random.pick([5, 65, 80]))
        default: index.adding(days: -Int.random(in: 0...37_000, using: &random))
        }
    }

    private mutating func day() -> Day {
        switch Int.random(in: 0..<6, using: &random) {
        case 0, 1: index.adding(months: -random.pick([3, 6, 12, 24])).adding(days: random.pick([-1, 0, 1]))
        case 2: nearIndex()
        case 3: index.adding(days: -Int.random(in: 1...60, using: &random))
        case 4: index.adding(days: Int.random(in: 0...400, using: &random))
        default: index.adding(days: -Int.random(in: 1...1500, using: &random))
        }
    }

    private mutating func end(_ start: Day) -> Day? {
        switch Int.random(in: 0..<8, using: &random) {
        case 0: nil
        case 1: nearIndex()
        case 2: start
        case 3: start.adding(days: -random.pick([1, 30, 31]))
        case 4: index.adding(days: Int.random(in: 0...60, using: &random))
        default: start.adding(days: Int.random(in: 0...45, using: &random))
        }
    }

    // MARK: Rows

    private mutating func rows(_ table: Table, _ days: [Day]) -> [EventRecord] {
        let ids = ["1", "2", "9", "10", "100", "A1", "B", "a", "9x", "é"].shuffled(using: &random)
        return (0..<Int.random(in: 0...7, using: &random)).map { place in
            let start =
                random.once(in: 4) ? random.pick(days).adding(days: random.pick([1, 30, 31])) : random.pick(days)
            var row = EventRecord(day: start, end: table.endField == nil ? nil : end(start))
            row.fields = fields(table)
            if table == .admissions { row.fields["spell_id"] = ids[place] }
            return row
        }
    }

    private mutating func fields(_ table: Table) -> [String: String] {
        switch table {
        case .admissions:
            [
                "admission_method": random.pick(["21", "21", "22", "2A", "2B", "2D", "11", "12", "13", "31", "81"]),
                "patient_classification": random.pick(["", "1", "2", "3", "4", "5"]),
                "primary_diagnosis": random.pick(Self.diagnoses),
                "secondary_diagnoses": (0..<random.pick([0, 0, 1, 3])).map { _ in random.pick(Self.diagnoses) }
                    .filter { !$0.isEmpty }.joined(separator: ";"),
            ]
        case .emergencyAttendances: ["acuity": random.pick(["", "1", "2", "3", "5"])]
        case .outpatientAppointments:
            [
                "attended": random.pick(["", "2", "3", "4", "5", "5", "6", "7"]),
                "specialty": random.pick(["", "100", "300", "320"]),
            ]
        case .gpEvents:
            [
                "code": random.pick(Self.gpCodes),
                "value": random.pick(["", "12.5", "59", "59.9", "60", "90", "0", "121"]),
            ]
        case .prescriptions: ["bnf_code": random.pick(Self.medicines), "cost": random.pick(["", "0", "4", "12.5"])]
        case .communityContacts: ["urgent_response": random.pick(["", "0", "1"])]
        case .mentalHealthContacts: ["crisis": random.pick(["", "0", "1"])]
        default:
            [
                "service_type": random.pick([
                    "home care", "reablement", "residential", "nursing", "day care", "equipment",
                ])
            ]
        }
    }

    /// Codes that are entries, that begin as one, that an entry begins as, and that groups share.
    private static let diagnoses =
        [
            "", "", "I1", "I10", "I10X", "I11", "I110", "I13", "I130", "I131", "I132", "I12", "I120", "I2", "I25",
            "I252",
            "I255", "I426", "I42", "E1", "E11", "E110", "E112", "E119", "E102", "K70", "K700", "K703", "K704", "K766",
            "K529", "K52", "C50", "C509", "C77", "C779", "C80", "B18", "B20", "G312", "G31", "F051", "F05", "N390",
            "N39",
            "Q90", "Z51", "Z515", "J44", "J449", "X99",
        ] + SlowCodes.shared.conditions.map { $0.icd10.last! }

    private static let gpCodes =
        ["", "8027400", "802740010", "99999"] + SlowCodes.shared.conditions.map { $0.snomed.last! }
        + Array(repeating: SlowCodes.shared.kidney[0], count: 20)
        + (0..<6).flatMap { _ in SlowCodes.shared.frailty.keys.sorted() }
        + (0..<4).flatMap { _ in SlowCodes.shared.contacts }

    private static let medicines = [
        "0", "02", "0208", "0208020V0", "0208020W0", "0407020A0", "040702", "0407010A0", "0601011", "060101",
        "0601021A0",
        "0802010", "08020", "1501", "1502", "15", "1601", "16", "2001", "21", "190", "0101010", "01",
    ]
}
