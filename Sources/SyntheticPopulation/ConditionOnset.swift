/// When a condition begins: its prevalence by age, how that shifts, and what it clusters with.
///
/// A person's liability, a standard normal variate that shares factors with their other conditions, is
/// turned into an age at onset by the condition's prevalence curve.
///
/// The curves are set so that England's age structure yields the recorded prevalences of NHS England,
/// Quality and Outcomes Framework 2023-24 (hypertension 14.8%, CHD 3.0, heart failure 1.1, atrial
/// fibrillation 2.2, stroke and TIA 1.9, PAD 0.6, diabetes 7.7 of those from 17, COPD 1.9, asthma 6.5 from
/// 6, CKD 4.4 from 18, cancer 3.7, dementia 0.8, depression 13.2 from 18, severe mental illness 1.0,
/// epilepsy 0.8 from 18, rheumatoid arthritis 0.8 from 16, osteoporosis 1.1 from 50, learning
/// disability 0.6). The ages follow Barnett et al., Lancet 2012;380:37-43, the factors its finding
/// that conditions cluster, with more and earlier multimorbidity in deprived areas. The six conditions
/// outside the framework, and every shift and loading, are plausible rather than estimated.
struct ConditionOnset: Sendable {
    let condition: Condition
    /// The share of people who would have it at a very high age.
    let ceiling: Double
    /// Years of age at which half the ceiling is reached.
    let middleAge: Double
    /// Years; small where onset is abrupt.
    let spread: Double
    /// Added to the liability of males and taken from that of females.
    var maleShift = 0.0
    /// Added to the liability in the most deprived decile and taken away in the least.
    var deprivationShift = 0.05
    var cluster = ConditionCluster.general
    /// Years of age before which it is not diagnosed; who has it by the curve then gets it about then.
    var earliestAge = 18.0

    /// All but palliative care, which follows from how a life goes.
    static let all: [ConditionOnset] = [
        .init(condition: .hypertension, ceiling: 0.62, middleAge: 66, spread: 10, cluster: .cardiometabolic),
        .init(
            condition: .ischaemicHeartDisease, ceiling: 0.25, middleAge: 76, spread: 9, maleShift: 0.25,
            deprivationShift: 0.14, cluster: .cardiometabolic, earliestAge: 30),
        .init(
            condition: .heartFailure, ceiling: 0.19, middleAge: 86, spread: 7.5, maleShift: 0.1,
            deprivationShift: 0.14, cluster: .cardiometabolic, earliestAge: 25),
        .init(
            condition: .atrialFibrillation, ceiling: 0.27, middleAge: 83, spread: 7.5, maleShift: 0.1,
            deprivationShift: 0, cluster: .cardiometabolic, earliestAge: 30),
        .init(
            condition: .strokeOrTIA, ceiling: 0.19, middleAge: 82, spread: 9.5, maleShift: 0.06,
            deprivationShift: 0.1, cluster: .cardiometabolic, earliestAge: 25),
        .init(
            condition: .peripheralVascularDisease, ceiling: 0.06, middleAge: 78, spread: 9, maleShift: 0.15,
            deprivationShift: 0.2, cluster: .cardiometabolic, earliestAge: 40),
        .init(
            condition: .diabetes, ceiling: 0.24, middleAge: 64, spread: 11, maleShift: 0.1,
            deprivationShift: 0.18, cluster: .cardiometabolic, earliestAge: 4),
        .init(
            condition: .chronicObstructivePulmonaryDisease, ceiling: 0.105, middleAge: 69, spread: 8,
            deprivationShift: 0.32, cluster: .respiratory, earliestAge: 35),
        .init(
            condition: .asthma, ceiling: 0.074, middleAge: 9, spread: 8, maleShift: -0.03,
            deprivationShift: 0.08, cluster: .respiratory, earliestAge: 4),
        .init(
            condition: .chronicKidneyDisease, ceiling: 0.42, middleAge: 81, spread: 8, maleShift: -0.05,
            cluster: .cardiometabolic),
        .init(
            condition: .cancer, ceiling: 0.26, middleAge: 78, spread: 13, deprivationShift: -0.02, earliestAge: 3),
        .init(
            condition: .dementia, ceiling: 0.46, middleAge: 93, spread: 6.5, maleShift: -0.05,
            cluster: .neurological, earliestAge: 45),
        .init(
            condition: .depression, ceiling: 0.165, middleAge: 32, spread: 10, maleShift: -0.2,
            deprivationShift: 0.16, cluster: .mental, earliestAge: 12),
        .init(
            condition: .severeMentalIllness, ceiling: 0.0125, middleAge: 32, spread: 9, deprivationShift: 0.3,
            cluster: .mental, earliestAge: 16),
        .init(
            condition: .epilepsy, ceiling: 0.011, middleAge: 20, spread: 22, deprivationShift: 0.15,
            cluster: .neurological, earliestAge: 0.5),
        .init(
            condition: .parkinsons, ceiling: 0.04, middleAge: 84, spread: 7, maleShift: 0.12,
            cluster: .neurological, earliestAge: 40),
        .init(
            condition: .multipleSclerosis, ceiling: 0.0033, middleAge: 38, spread: 9, maleShift: -0.25,
            deprivationShift: 0, cluster: .neurological),
        .init(condition: .rheumatoidArthritis, ceiling: 0.018, middleAge: 60, spread: 12, maleShift: -0.22),
        .init(
            condition: .osteoporosis, ceiling: 0.1, middleAge: 80, spread: 8, maleShift: -0.45, earliestAge: 50),
        .init(
            condition: .liverDisease, ceiling: 0.022, middleAge: 52, spread: 14, maleShift: 0.1,
            deprivationShift: 0.2, cluster: .mental),
        .init(
            condition: .alcoholDependence, ceiling: 0.02, middleAge: 38, spread: 9, maleShift: 0.25,
            deprivationShift: 0.25, cluster: .mental, earliestAge: 16),
        .init(
            condition: .substanceMisuse, ceiling: 0.012, middleAge: 28, spread: 7, maleShift: 0.25,
            deprivationShift: 0.35, cluster: .mental, earliestAge: 14),
        .init(
            condition: .learningDisability, ceiling: 0.006, middleAge: 2, spread: 2, maleShift: 0.15,
            deprivationShift: 0.2, cluster: .neurological, earliestAge: 1),
        .init(
            condition: .inflammatoryBowelDisease, ceiling: 0.011, middleAge: 36, spread: 14, deprivationShift: 0,
            earliestAge: 8),
    ]

    /// Years of age at onset, or nil if the person never gets it.
    ///
    /// - Parameter liability: standard normal but for its shifts; high is early.
    func age(liability: Double) -> Double? {
        let curve = PrevalenceCurve(ceiling: ceiling, middleAge: middleAge, spread: spread)
        guard let age = curve.age(liability: liability) else { return nil }
        return max(age, earliestAge)
    }
}
