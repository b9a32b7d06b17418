import Records

/// The features of FEATURES.md, slowly and obviously: loops over one person's rows, and no code of the engine's.
struct SlowEngine {
    let person: PersonRecord
    /// I: nothing on it or after it is known.
    let index: Day
    let codes = SlowCodes.shared

    // MARK: Who

    var isScored: Bool {
        if person.bar != .none || person.birth > index { return false }
        if let from = person.registeredFrom, from > index { return false }
        if let to = person.registeredTo, to <= index { return false }
        if let death = person.death, death < index { return false }
        return true
    }

    // MARK: All features, in column order

    func features() -> [(name: String, value: Double)] {
        var features = registration()
        features += admissions()
        features += attendances()
        features += appointments()
        features += practice()
        features += prescriptions()
        features += contacts()
        features += services()
        let conditions = conditions()
        features += conditions
        features.append(("ltc_count", conditions.reduce(0) { $0 + $1.value }))
        features.append(("charlson_24m", charlson()))
        return features
    }

    // MARK: Days

    /// The same day so many months earlier, or the last of a shorter month.
    func back(_ months: Int) -> Day { monthsBefore(index, months) }

    func monthsBefore(_ end: Day, _ months: Int) -> Day {
        var (year, month, day) = end.components
        for _ in 0..<months {
            month -= 1
            if month == 0 { (year, month) = (year - 1, 12) }
        }
        while Day(checkedYear: year, month: month, day: day) == nil { day -= 1 }
        return Day(checkedYear: year, month: month, day: day)!
    }

    func isIn(_ months: Int, _ day: Day) -> Bool { day >= back(months) && day < index }

    func rows(_ table: Table) -> [EventRecord] { (person.events[table] ?? []).filter { $0.day < index } }

    func count(_ rows: [EventRecord], _ months: Int) -> Double {
        Double(rows.filter { isIn(months, $0.day) }.count)
    }

    // MARK: Registration

    func registration() -> [(name: String, value: Double)] {
        let (birthYear, birthMonth, birthDay) = person.birth.components
        let (year, month, day) = index.components
        var age = year - birthYear
        if month < birthMonth || (month == birthMonth && day < birthDay) { age -= 1 }
        let decile = Double(person.fields["imd_decile"] ?? "")
        return [
            ("age", Double(age)), ("age_under_5", Double(max(0, 5 - age))), ("age_over_65", Double(max(0, age - 65))),
            ("age_over_80", Double(max(0, age - 80))), ("male", person.fields["sex"] == "1" ? 1 : 0),
            ("imd_decile", decile ?? 5.5), ("imd_missing", decile == nil ? 1 : 0),
            ("care_home", person.fields["care_home"] == "1" ? 1 : 0),
        ]
    }

    // MARK: Hospital spells

    func isRegular(_ spell: EventRecord) -> Bool { ["3", "4"].contains(spell.text("patient_classification")) }

    func isEmergency(_ spell: EventRecord) -> Bool {
        codes.emergency.contains(spell.text("admission_method")) && !isRegular(spell)
    }

    func isElective(_ spell: EventRecord) -> Bool {
        codes.elective.contains(spell.text("admission_method")) && !isRegular(spell)
    }

    func isClosed(_ spell: EventRecord) -> Bool { spell.end.map { $0 < index } ?? false }

    func nights(_ spells: [EventRecord], _ months: Int) -> Double {
        var nights = 0
        for spell in spells {
            var end = index
            if let discharge = spell.end, discharge <= index { end = discharge }
            nights += max(0, end.days(since: max(spell.day, back(months))))
        }
        return Double(nights)
    }

    func admissions() -> [(name: String, value: Double)] {
        let spells = rows(.admissions)
        let emergency = spells.filter(isEmergency)
        let elective = spells.filter(isElective)
        var features: [(name: String, value: Double)] = []
        for months in [3, 6, 12, 24] { features.append(("em_adm_\(months)m", count(emergency, months))) }
        for months in [3, 6, 12, 24] { features.append(("el_adm_\(months)m", count(elective, months))) }
        features.append(("bed_days_12m", nights(spells, 12)))
        features.append(("em_bed_days_24m", nights(emergency, 24)))
        var since = 730
        for spell in emergency where isIn(24, spell.day) { since = min(since, index.days(since: spell.day)) }
        features.append(("days_since_em_adm", Double(since)))
        features.append(("readmissions_30d_12m", readmissions(spells)))
        let preventable = emergency.filter { spell in
            isClosed(spell) && codes.sensitive.contains { spell.text("primary_diagnosis").hasPrefix($0) }
        }
        features.append(("acsc_12m", count(preventable, 12)))
        features.append(("in_hospital", spells.contains { !isClosed($0) } ? 1 : 0))
        return features
    }

    func readmissions(_ spells: [EventRecord]) -> Double {
        let ordered = spells.sorted { left, right in
            if left.day != right.day { return left.day < right.day }
            let leftEnd = isClosed(left) ? left.end! : Day(number: .max)
            let rightEnd = isClosed(right) ? right.end! : Day(number: .max)
            if leftEnd != rightEnd { return leftEnd < rightEnd }
            return Self.spell(left.text("spell_id"), precedes: right.text("spell_id"))
        }
        var found = 0.0
        for place in ordered.indices.dropFirst() {
            let spell = ordered[place]
            guard let discharge = ordered[place - 1].end, isEmergency(spell), isIn(12, spell.day) else { continue }
            let days = spell.day.days(since: discharge)
            if days >= 0 && days <= 30 { found += 1 }
        }
        return found
    }

    /// Ids of digits by their value, before the others bytewise.
    static func spell(_ left: String, precedes right: String) -> Bool {
        func isNumber(_ text: String) -> Bool { !text.isEmpty && text.utf8.allSatisfy { $0 >= 48 && $0 <= 57 } }
        if isNumber(left), isNumber(right) { return Int(left)! < Int(right)! }
        if isNumber(left) != isNumber(right) { return isNumber(left) }
        return left.utf8.lexicographicallyPrecedes(right.utf8)
    }

    /// All diagnoses of closed spells that began in the last 24 months.
    func diagnoses() -> [String] {
        var diagnoses: [String] = []
        for spell in rows(.admissions) where isIn(24, spell.day) && isClosed(spell) {
            diagnoses.append(spell.text("primary_diagnosis"))
            diagnoses += spell.text("secondary_diagnoses").split(separator: ";").map(String.init)
        }
        return diagnoses
    }

    // MARK: Other tables

    func attendances() -> [(name: String, value: Double)] {
        let attendances = rows(.emergencyAttendances)
        return [
            ("ae_3m", count(attendances, 3)), ("ae_12m", count(attendances, 12)), ("ae_24m", count(attendances, 24)),
            ("ae_high_acuity_12m", count(attendances.filter { ["1", "2"].contains($0.text("acuity")) }, 12)),
        ]
    }

    func appointments() -> [(name: String, value: Double)] {
        let recent = rows(.outpatientAppointments).filter { isIn(12, $0.day) }
        let attended = recent.filter { codes.attended.contains($0.text("attended")) }
        let missed = recent.filter { codes.missed.contains($0.text("attended")) }
        let specialties = Set(attended.map { $0.text("specialty") }).subtracting([""])
        return [
            ("op_attended_12m", Double(attended.count)), ("op_dna_12m", Double(missed.count)),
            ("op_specialties_12m", Double(specialties.count)),
        ]
    }

    func practice() -> [(name: String, value: Double)] {
        let events = rows(.gpEvents)
        let contacts = events.filter { codes.contacts.contains($0.text("code")) }
        var features: [(name: String, value: Double)] = []
        for months in [3, 12] {
            let days = Set(contacts.map(\.day).filter { isIn(months, $0) })
            features.append(("gp_contacts_\(months)m", Double(days.count)))
        }
        var kidney = 90.0
        var kidneyDay: Day?
        for event in events where codes.kidney.contains(event.text("code")) && isIn(24, event.day) {
            guard let value = Double(event.text("value")) else { continue }
            if kidneyDay == nil || event.day > kidneyDay! || (event.day == kidneyDay! && value < kidney) {
                (kidney, kidneyDay) = (value, event.day)
            }
        }
        features.append(("egfr_last", kidney))
        var level = 0.0
        var levelDay: Day?
        for event in events {
            guard let found = codes.frailty[event.text("code")] else { continue }
            if levelDay == nil || event.day > levelDay! || (event.day == levelDay! && found > level) {
                (level, levelDay) = (found, event.day)
            }
        }
        features.append(("frailty_level", level))
        return features
    }

    func prescriptions() -> [(name: String, value: Double)] {
        let items = rows(.prescriptions)
        let recent = items.filter { isIn(6, $0.day) }.map { $0.text("bnf_code") }
        let medicines = recent.filter { codes.chapters.contains(String($0.prefix(2))) }
        let risky = recent.filter { code in codes.risky.contains { code.hasPrefix($0) } }
        return [
            ("rx_items_12m", count(items, 12)),
            ("bnf_sections_6m", Double(Set(medicines.map { String($0.prefix(4)) }).count)),
            ("high_risk_rx_6m", Double(risky.count)),
        ]
    }

    func contacts() -> [(name: String, value: Double)] {
        let community = rows(.communityContacts)
        let mental = rows(.mentalHealthContacts)
        return [
            ("community_contacts_12m", count(community, 12)),
            ("urgent_response_12m", count(community.filter { $0.text("urgent_response") == "1" }, 12)),
            ("mh_contacts_12m", count(mental, 12)),
            ("mh_crisis_12m", count(mental.filter { $0.text("crisis") == "1" }, 12)),
        ]
    }

    func services() -> [(name: String, value: Double)] {
        let active = rows(.socialCareServices).filter { $0.end == nil || $0.end! >= index }.map {
            $0.text("service_type")
        }
        return [
            ("sc_home_care", active.contains { codes.homeCare.contains($0) } ? 1 : 0),
            ("sc_residential", active.contains { codes.residential.contains($0) } ? 1 : 0),
            ("sc_any", active.isEmpty ? 0 : 1),
        ]
    }

    // MARK: Conditions

    func conditions() -> [(name: String, value: Double)] {
        let recorded = Set(rows(.gpEvents).map { $0.text("code") })
        let diagnoses = diagnoses()
        return codes.conditions.map { condition in
            let isRecorded = condition.snomed.contains { recorded.contains($0) }
            let isDiagnosed = diagnoses.contains { code in condition.icd10.contains { code.hasPrefix($0) } }
            return ("ltc_\(condition.name)", isRecorded || isDiagnosed ? 1 : 0)
        }
    }

    func charlson() -> Double {
        let diagnoses = diagnoses()
        var met: [String: Double] = [:]
        for group in codes.charlson
        where diagnoses.contains(where: { code in group.icd10.contains { code.hasPrefix($0) } }) {
            met[group.name] = group.weight
        }
        for (severe, mild) in codes.supersedes where met[severe] != nil { met[mild] = 0 }
        return met.values.reduce(0, +)
    }
}
