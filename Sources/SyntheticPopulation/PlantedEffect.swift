/// An effect on those who came on to a list, planted so that an evaluation of the list can be held against the truth:
/// from the day on which each came on to it, a share of their emergency admissions is prevented.
///
/// What is prevented is drawn apart from everything else, when the whole life has been lived: a person falls ill as they
/// would have, and dies when they would have, but an admission that is prevented leaves no spell, no arrival at the
/// emergency department and no transfer. So those who are on no list have the same rows whatever the effect, admissions
/// that a small effect prevents a large one prevents as well, and the expected number of a listed person's admissions
/// falls by just that share. Contacts that followed the admission stay: care came to the home instead.
public struct PlantedEffect: Sendable, Equatable {
    /// The relative change of the admissions, from -1 to 0.
    public let change: Double
    /// By pseudonym: the day, from 1970-01-01, from which on admissions are prevented.
    let from: [String: Int]

    /// Any number, so that this stream is none of the others.
    private static let seedOfDraws: UInt64 = 0x6566_6665_6374

    /// - Parameters:
    ///   - change: such as -0.1 for a tenth fewer.
    ///   - treated: by person id, the day on which each came on to a list, `YYYY-MM-DD`.
    /// - Throws: `SyntheticPopulationError` for a change that cannot be planted, and a day that is none.
    public init(change: Double, treated: [String: String]) throws {
        guard (-1...0).contains(change) else { throw SyntheticPopulationError.effectOutOfRange }
        self.change = change
        from = try treated.mapValues { text in
            guard let day = CivilDate(text) else { throw SyntheticPopulationError.treatedNotADate }
            return day.dayNumber
        }
    }

    /// Takes the prevented admissions out of a person's rows.
    func apply(to rows: inout PersonRows, of person: Person, seed: UInt64) {
        guard change < 0, let first = from[person.pseudonym] else { return }
        var random = RandomStream(seed: seed ^ Self.seedOfDraws, number: UInt64(person.number))
        var prevented: [Admission] = []
        for admission in rows.admissions.sorted(by: { $0.spell < $1.spell })
        where admission.isEmergency && admission.day >= first {
            if random.chance(-change) { prevented.append(admission) }
        }
        guard !prevented.isEmpty else { return }
        let spells = Set(prevented.map(\.spell))
        let arrivals = Set(prevented.filter { $0.method == "21" }.map { Arrival(day: $0.day, provider: $0.provider) })
        let discharges = Set(prevented.compactMap(\.discharge))
        rows.admissions.removeAll { admission in
            spells.contains(admission.spell) || admission.isTransfer && discharges.contains(admission.day)
        }
        rows.attendances.removeAll { attendance in
            attendance.disposal == "admitted"
                && arrivals.contains(Arrival(day: attendance.day, provider: attendance.provider))
        }
    }

    /// What an arrival that led to an admission is found again by.
    private struct Arrival: Hashable {
        let day: Int
        let provider: String
    }
}

extension Admission {
    fileprivate var isEmergency: Bool { method.hasPrefix("2") }
    fileprivate var isTransfer: Bool { method == "81" }
}
