/// How often people die.
enum Mortality {
    /// Deaths per person-year at an age.
    ///
    /// A Gompertz curve through the death rates at 60 and 90 of the Office for National Statistics,
    /// National life tables, England, 2020 to 2022, plus a constant for accidents in youth.
    static func populationHazard(age: Double, isMale: Bool) -> Double {
        let yearsOlder = isMale ? 0 : -3.4
        return 0.0002 + PortableMath.exponential(-10.71 + 0.099 * (age + yearsOlder))
    }

    /// Deaths per person-year outside hospital of someone without conditions: what is left of the
    /// population's rate when hospital deaths (about 45% of all, Office for Health Improvement and Disparities,
    /// Palliative and end of life care profiles, 2023) and the effect of conditions are taken off.
    static func hazardOutsideHospital(age: Double, isMale: Bool) -> Double {
        0.19 * populationHazard(age: age, isMale: isMale)
    }

    /// The chance that an emergency admission ends in death, rising with age: set so that hospital deaths
    /// come to the share above; about 4% over all ages.
    static func inHospitalProbability(age: Double, effect: Double) -> Double {
        let logit = -5.05 + 0.035 * max(age - 40, 0) + 0.5 * effect
        return 1 / (1 + PortableMath.exponential(-logit))
    }
}
