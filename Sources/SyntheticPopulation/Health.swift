/// When a person gets each condition, each level of frailty and into a care home, drawn from factors
/// that these share.
struct Health {
    private(set) var onsets: [Int]
    private(set) var frailtyOnsets: [Int]
    private(set) var careHomeEntry: Int

    /// Brings about 2.5% of people from 65, most of them over 85, into a care home (Office for National
    /// Statistics, Older people living in care homes in 2021, Census 2021).
    private static let careHomeCurve = PrevalenceCurve(ceiling: 0.58, middleAge: 96, spread: 5)

    init(birth: Int, isMale: Bool, deprivation: Double, _ random: inout RandomStream) {
        let general = random.normal()
        let factors = ConditionCluster.allCases.map { _ in random.normal() }
        onsets = [Int](repeating: Person.never, count: Condition.allCases.count)
        for onset in ConditionOnset.all {
            let cluster = onset.cluster
            let liability =
                cluster.generalLoading * general + cluster.clusterLoading * factors[cluster.rawValue]
                + cluster.residualLoading * random.normal() + (isMale ? onset.maleShift : -onset.maleShift)
                + onset.deprivationShift * deprivation
            onsets[onset.condition.rawValue] = Self.day(birth: birth, age: onset.age(liability: liability))
        }
        let frailty = Self.frailtyLiability(general: general, factors: factors, deprivation: deprivation, &random)
        frailtyOnsets = FrailtyLevel.allCases.map { Self.day(birth: birth, age: $0.curve.age(liability: frailty)) }
        let dementia = onsets[Condition.dementia.rawValue] < Person.never ? 0.5 : -0.25
        let dependency = 0.7 * frailty + 0.7 * random.normal() + dementia
        careHomeEntry = Self.day(birth: birth, age: Self.careHomeCurve.age(liability: dependency).map { max($0, 45) })
    }

    private static func frailtyLiability(
        general: Double, factors: [Double], deprivation: Double, _ random: inout RandomStream
    ) -> Double {
        0.6 * general + 0.3 * factors[ConditionCluster.cardiometabolic.rawValue]
            + 0.3 * factors[ConditionCluster.neurological.rawValue] + 0.68 * random.normal() + 0.2 * deprivation
    }

    private static func day(birth: Int, age: Double?) -> Int {
        guard let age, age < 110 else { return Person.never }
        return birth + Int(max(age, 0.1) * 365.25)
    }
}
