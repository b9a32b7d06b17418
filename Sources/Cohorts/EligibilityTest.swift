/// A condition as it is evaluated, its words replaced by places.
indirect enum EligibilityTest: Sendable {
    case all([EligibilityTest])
    case any([EligibilityTest])
    case not(EligibilityTest)
    /// The value of the used column at this place.
    case feature(place: Int, NumberTest)
    /// Whether each value of the attribute at this place meets the test: that of code c at c + 1, "missing" at 0.
    case attribute(place: Int, meets: [Bool])
}
