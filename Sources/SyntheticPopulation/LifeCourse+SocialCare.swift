/// Adult social care.
extension LifeCourse {
    /// Services by what a week costs, in pounds (NHS Digital, Adult Social Care Activity and Finance
    /// Report, 2022-23).
    private static let homeCareCosts = 150...520
    private static let careHomeCosts = 800...1250

    mutating func receiveSocialCare() {
        enterCareHome()
        guard person.age(on: horizon) >= 18 else { return }
        receiveHomeCare()
        receiveReablement()
        receiveOtherServices()
    }

    /// A care home resident; three in five are paid for by the council, and have its record.
    private mutating func enterCareHome() {
        guard person.isInCareHome(on: horizon) else { return }
        rows.isInCareHome = true
        rows.careHome = random.pick(person.neighbourhood.careHomes)
        guard random.chance(0.62) else { return }
        let isNursing = random.chance(0.4)
        addService(
            isNursing ? "nursing" : "residential", from: person.careHomeEntry, through: nil,
            weeklyCost: random.whole(in: Self.careHomeCosts))
    }

    /// Care at home starts with moderate frailty, and ends in a care home at the latest.
    private mutating func receiveHomeCare() {
        let onset = person.frailtyOnsets[FrailtyLevel.moderate.rawValue - 1]
        guard onset <= horizon, random.chance(0.4) else { return }
        let start = onset + random.below(1500)
        let last = min(start + Int(random.exponential(mean: 900)), person.careHomeEntry - 1)
        guard start < last else { return }
        addService("home care", from: start, through: last, weeklyCost: random.whole(in: Self.homeCareCosts))
    }

    /// Six weeks after a hospital stay of more than a few nights.
    private mutating func receiveReablement() {
        for admission in rows.admissions where person.age(on: admission.day) >= 65 {
            guard let discharge = admission.discharge, discharge - admission.day > 5, admission.dischargeMethod != "4",
                !person.isInCareHome(on: discharge), random.chance(0.2)
            else { continue }
            let end = discharge + 14 + random.below(40)
            addService("reablement", from: discharge, through: end, weeklyCost: random.whole(in: 200...420))
        }
    }

    private mutating func receiveOtherServices() {
        let need = person.frailtyLevel(on: horizon) + (person.has(.learningDisability, on: horizon) ? 3 : 0)
        guard need > 0, random.chance(0.11 * Double(need)) else { return }
        let start = horizon - random.below(1600)
        let type = random.pick(["day care", "equipment", "equipment", "direct payment", "carer support"])
        let isOngoing = random.chance(0.5)
        guard start > person.birth + 18 * 366 else { return }
        let weeklyCost = type == "equipment" ? random.whole(in: 4...30) : random.whole(in: 40...300)
        addService(type, from: start, through: isOngoing ? nil : start + random.below(500), weeklyCost: weeklyCost)
    }

    /// Adds a service that ends with life, by its last day otherwise; open if that is still to come.
    private mutating func addService(_ type: String, from start: Int, through end: Int?, weeklyCost: Int) {
        let last = min(end ?? Person.never, rows.death ?? Person.never)
        rows.services.append(
            CareService(day: start, type: type, end: last <= lastDay ? last : nil, weeklyCost: weeklyCost))
    }
}
