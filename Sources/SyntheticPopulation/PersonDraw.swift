/// A person and what the rest of their life is drawn from.
struct DrawnPerson: Sendable {
    let person: Person
    let random: RandomStream
    let asides: RandomStream
}

/// Draws people, each from their own stream of random numbers.
struct PersonDraw: Sendable {
    let seed: UInt64
    let firstDay: Int
    let lastDay: Int
    let geography: Geography
    let pseudonyms: Pseudonyms

    /// Live births a year, of the population (Office for National Statistics, Births in England and
    /// Wales, 2023: 10 per 1,000).
    private static let birthRate = 0.0102
    /// Any number, so that a person's second stream is not the first.
    private static let seedOfAsides: UInt64 = 0x6173_6964_6573
    /// The share of people whose address was not matched to a small area.
    private static let unknownDecileShare = 0.02

    /// A person, and their streams of random numbers as the draw leaves them.
    func person(_ number: Int) -> DrawnPerson {
        var random = RandomStream(seed: seed, number: UInt64(number))
        let birth = birthday(&random)
        let age = Double(lastDay - birth) / 365.25
        let isMale = random.chance(AgeStructure.maleShare(age: Int(age)))
        let practice = geography.practices[random.pick(geography.practiceChoice)]
        let neighbourhood = geography.neighbourhoods[practice.neighbourhood]
        let locality = neighbourhood.localities[random.whole(in: practice.localities)]
        let registration = registration(birth: birth, age: age, &random)
        let health = Health(birth: birth, isMale: isMale, deprivation: (5.5 - Double(locality.decile)) / 4.5, &random)
        let person = Person(
            number: number, pseudonym: pseudonyms.pseudonym(of: number), birth: birth, isMale: isMale,
            sexCode: random.chance(0.0003) ? random.pick(["0", "9"]) : isMale ? "1" : "2",
            ethnicity: Ethnicity.code(age: age, &random), practice: practice, neighbourhood: neighbourhood,
            locality: locality, isDecileKnown: !random.chance(Self.unknownDecileShare),
            registeredFrom: registration.from, registeredTo: registration.to, days: registration.days,
            onsets: health.onsets, frailtyOnsets: health.frailtyOnsets, careHomeEntry: health.careHomeEntry,
            propensity: random.normal(), engagement: random.normal())
        return DrawnPerson(
            person: person, random: random,
            asides: RandomStream(seed: seed ^ Self.seedOfAsides, number: UInt64(number)))
    }

    /// Ages are England's in the middle of the window; the second half's births come on top.
    private func birthday(_ random: inout RandomStream) -> Int {
        let middle = (firstDay + lastDay) / 2
        let halfWindow = lastDay - middle
        if random.chance(Self.birthRate * Double(halfWindow) / 365.25) { return lastDay - random.below(halfWindow + 1) }
        let age = Double(random.pick(AgeStructure.ages)) + random.uniform()
        return middle - Int(age * 365.25)
    }

    /// When a person joins and leaves their practice's list.
    private func registration(
        birth: Int, age: Double, _ random: inout RandomStream
    ) -> (from: Int?, to: Int?, days: ClosedRange<Int>) {
        let windowYears = Double(lastDay - firstDay + 1) / 365.25
        let moveRate = (18..<40).contains(age) ? 0.03 : 0.012
        var from: Int? = birth + random.below(20)
        var first = max(firstDay, birth)
        if birth >= firstDay {
            from = min(from ?? birth, lastDay)
        } else if random.chance(moveRate * windowYears) {
            first = firstDay + random.below(lastDay - firstDay + 1)
            from = first
        } else {
            from = earlierRegistration(birth: birth, &random)
        }
        guard random.chance(moveRate * windowYears), lastDay - first > 60 else { return (from, nil, first...lastDay) }
        let last = first + 30 + random.below(lastDay - first - 30)
        return (from, last, first...last)
    }

    /// Some fifteen years ago or at birth, before the window; a tenth are not known.
    private func earlierRegistration(birth: Int, _ random: inout RandomStream) -> Int? {
        let day = max(firstDay - 1 - Int(random.exponential(mean: 15 * 365)), birth)
        return random.chance(0.1) ? nil : day
    }
}
