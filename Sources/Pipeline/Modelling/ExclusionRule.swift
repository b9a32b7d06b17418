/// Why a candidate who is scored is no row of a design; raw values are what the attrition says.
enum ExclusionRule: String, Sendable, CaseIterable {
    case notEligible = "not eligible"
    case notHeldOut = "not in the hold-out"
    case onCaseload = "on a caseload"
    case hadEvent = "had the outcome before"
    case died = "died before the end of the time at risk"
    case left = "left before the end of the time at risk"
}
