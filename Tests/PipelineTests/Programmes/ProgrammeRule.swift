import Testing

/// A programme's rules once more, in the words of the extracts.
struct ProgrammeRule: Sendable, CustomTestStringConvertible {
    let id: String
    /// Of each practice; nil where all are taken who are left.
    let capacity: Int?
    let isEligible: @Sendable (SlowRecord, String) -> Bool
    /// By the words of the list's header, beside the programme's own caseload.
    let leftOut: [(words: String, rule: @Sendable (SlowRecord, String) -> Bool)]

    var testDescription: String { id }

    private static let palliative: (String, @Sendable (SlowRecord, String) -> Bool) = (
        "on a palliative or end-of-life register", { $0.has("palliative", $1) }
    )
    private static let careHome: @Sendable (SlowRecord, String) -> Bool = { $0.persons[$1]!["care_home"] == "1" }

    /// Those who are registered by their rule alone: no risk takes part.
    static let all: [ProgrammeRule] = [
        ProgrammeRule(
            id: "preventative-social-care", capacity: 20, isEligible: { $0.age($1) >= 18 },
            leftOut: [
                (
                    "with long-term social care support now",
                    {
                        $0.open("social_care_services", $1).contains {
                            ["home care", "residential", "nursing", "day care", "direct payment"].contains(
                                $0["service_type"]!)
                        }
                    }
                ),
                (
                    "with social care before: the risk is that of a first service",
                    {
                        $0.rows("social_care_services", $1).contains {
                            !["equipment", "carer support"].contains($0["service_type"]!)
                        }
                    }
                ), ("in a care home", careHome), palliative,
            ]),
        ProgrammeRule(
            id: "frail-at-risk", capacity: 15, isEligible: { $0.age($1) >= 65 && $0.frailty($1) >= 2 },
            leftOut: [palliative]),
        ProgrammeRule(
            id: "complex-long-term-conditions", capacity: 10,
            isEligible: { $0.age($1) >= 18 && $0.conditionCount($1) >= 3 },
            leftOut: [("in a care home: on the list of its residents", careHome), palliative]),
        ProgrammeRule(
            id: "care-home-residents", capacity: nil, isEligible: { $0.age($1) >= 18 && careHome($0, $1) }, leftOut: []),
        ProgrammeRule(
            id: "mental-health-crisis", capacity: 10, isEligible: { $0.age($1) >= 12 }, leftOut: [palliative]),
        ProgrammeRule(
            id: "heart-disease", capacity: 20, isEligible: { $0.age($1) >= 18 },
            leftOut: [("with ischaemic heart disease already", { $0.has("ihd", $1) }), palliative]),
        ProgrammeRule(
            id: "copd", capacity: 20, isEligible: { $0.age($1) >= 35 },
            leftOut: [("with COPD already", { $0.has("copd", $1) }), palliative]),
        ProgrammeRule(
            id: "diabetes", capacity: 20, isEligible: { $0.age($1) >= 18 },
            leftOut: [("with diabetes already", { $0.has("diabetes", $1) }), palliative]),
    ]
}
