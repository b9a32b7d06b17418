import Records

/// Dates against each other, against the extract and against the person's life.
extension BlockParser {
    func checkDates(_ values: [ReadValues], _ runs: [PersonRun], _ verdicts: inout Verdicts) {
        let table = mapping.source.table
        if table == .persons { return checkLifeDates(values, &verdicts) }
        guard let dayField = table.dayField, let days = self.days(dayField, values) else { return }
        checkPast(days, dayField, &verdicts)
        if let endField = table.endField, let ends = self.days(endField, values) {
            let endPlace = fieldPlace(endField)
            for row in ends.indices where !ends[row].isMissing && ends[row] < days[row] {
                verdicts.refuse(row, Rule.endsBeforeStart.code, endPlace)
            }
            if table.endHasHappened, let extractedOn {
                for row in ends.indices where !ends[row].isMissing && ends[row] > extractedOn {
                    verdicts.refuse(row, Rule.futureDate.code, endPlace)
                }
            }
        }
        if let lives = roster?.lives { checkLives(days, lives, runs, fieldPlace(dayField), &verdicts) }
    }

    private func checkPast(_ days: [PackedDay], _ field: String, _ verdicts: inout Verdicts) {
        let place = fieldPlace(field)
        // A booking is left out whatever else is wrong with it: what is still to come is often coded so.
        let isBooking = mapping.source.table == .outpatientAppointments
        for row in days.indices where days[row] > lastDay {
            if isBooking {
                verdicts.filter(row, as: Self.filteredOut)
            } else {
                verdicts.refuse(row, Rule.futureDate.code, place)
            }
        }
    }

    private func checkLives(
        _ days: [PackedDay], _ lives: Roster.Lives, _ runs: [PersonRun], _ place: UInt8, _ verdicts: inout Verdicts
    ) {
        let (births, deaths) = (lives.births.elements, lives.deaths.elements)
        let endsAtDeath = mapping.source.table == .admissions
        var start = 0
        for run in runs {
            let rows = start..<run.end
            start = rows.upperBound
            guard run.person != PersonIndex.nobody else { continue }
            let (birth, death) = (births[Int(run.person)], endsAtDeath ? deaths[Int(run.person)] : .missing)
            for row in rows {
                if days[row] < birth { verdicts.refuse(row, Rule.beforeBirth.code, place) }
                if !death.isMissing, days[row] > death { verdicts.refuse(row, Rule.afterDeath.code, place) }
            }
        }
    }

    private func checkLifeDates(_ values: [ReadValues], _ verdicts: inout Verdicts) {
        guard let births = days("date_of_birth", values) else { return }
        let birthPlace = fieldPlace("date_of_birth")
        let oldest = PackedDay(clamping: lastDay.day.adding(months: -12 * 121).adding(days: 1))
        for row in births.indices where !births[row].isMissing {
            if births[row] > lastDay { verdicts.refuse(row, Rule.futureDate.code, birthPlace) }
            if births[row] < oldest { verdicts.refuse(row, Rule.tooOld.code, birthPlace) }
        }
        if let deaths = days("date_of_death", values) {
            let place = fieldPlace("date_of_death")
            for row in deaths.indices where !deaths[row].isMissing {
                if deaths[row] > lastDay { verdicts.refuse(row, Rule.futureDate.code, place) }
                if deaths[row] < births[row] { verdicts.refuse(row, Rule.endsBeforeStart.code, place) }
            }
        }
        if let from = days("registered_from", values), let to = days("registered_to", values) {
            let place = fieldPlace("registered_to")
            for row in from.indices where !from[row].isMissing && !to[row].isMissing && to[row] < from[row] {
                verdicts.refuse(row, Rule.endsBeforeStart.code, place)
            }
        }
    }

    private func fieldPlace(_ name: String) -> UInt8 {
        UInt8(mapping.place(of: name) ?? 0)
    }

    private func days(_ field: String, _ values: [ReadValues]) -> [PackedDay]? {
        guard let place = mapping.place(of: field), case .days(let days) = values[place] else { return nil }
        return days
    }
}

extension Table {
    /// Whether an end is written when it has happened, so that none lies after the extract; without a stated day of
    /// extraction nothing tells. The end of a service or of a caseload is often planned, and so are the day on which
    /// somebody in hospital will be ready to leave, the first contact after a referral and the end of a registration:
    /// those may lie ahead.
    fileprivate var endHasHappened: Bool { self == .admissions }
}
