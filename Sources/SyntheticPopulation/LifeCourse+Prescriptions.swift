/// Issued items.
extension LifeCourse {
    /// Days between issues. England dispenses some 20 items a person-year (NHS Business Services Authority,
    /// Prescription Cost Analysis, 2023/24), mostly every 28 days: the extracts are scaled down to 2.4.
    private static let repeatInterval = 84

    /// What passes: infections, pain, skin.
    ///
    /// - Returns: as `attend`.
    mutating func takeAcuteItems(in days: Range<Int>, need: Need) -> SeasonEvents {
        let base = person.age(on: days.lowerBound) < 16 ? 0.4 : 0.75
        var events = SeasonEvents(expected: base * need.years, gradient: 0.35, loading: 0.3)
        let rate =
            base * need.gradient(events.gradient) * PortableMath.exponential(events.loading * person.engagement)
        for _ in 0..<random.poisson(rate * need.years) {
            let item = random.pick(AcuteItem.all)
            events.days.append(day(in: days))
            issue(
                item.bnfCode, quantity: item.quantity, pence: item.pence, on: events.days[events.days.count - 1])
        }
        return events
    }

    /// What a person takes for their conditions from onset or entry on.
    mutating func takeRepeatItems() {
        for condition in Condition.allCases where person.onsets[condition.rawValue] <= horizon {
            for medicine in RepeatMedicine.all[condition.rawValue] where random.chance(medicine.share) {
                take(medicine, since: person.onsets[condition.rawValue])
            }
        }
    }

    private mutating func take(_ medicine: RepeatMedicine, since onset: Int) {
        var day = max(onset, person.days.lowerBound) + random.below(Self.repeatInterval)
        // One in eight gives a medicine up each year.
        let end = min(horizon, day + Int(random.exponential(mean: 8 * 365)))
        while day <= end {
            issue(medicine.bnfCode, quantity: medicine.quantity, pence: medicine.pence, on: day)
            day += Self.repeatInterval - 14 + random.below(29)
        }
    }

    private mutating func issue(_ bnfCode: String, quantity: Int, pence: Int, on day: Int) {
        let packs = random.chance(0.15) ? 2 : 1
        rows.items.append(
            PrescribedItem(day: day, bnfCode: bnfCode, quantity: quantity * packs, pence: pence * packs))
    }
}
