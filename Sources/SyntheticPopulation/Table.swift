/// A table of the extracts, by the columns of its canonical fields in order.
enum Table: String, CaseIterable, Sendable {
    case persons
    case practices
    case admissions
    case emergencyAttendances = "emergency_attendances"
    case outpatientAppointments = "outpatient_appointments"
    case generalPracticeEvents = "gp_events"
    case prescriptions
    case communityContacts = "community_contacts"
    case mentalHealthContacts = "mental_health_contacts"
    case socialCareServices = "social_care_services"
    case optOuts = "opt_outs"
    case caseload
    case reviews

    var columns: [String] {
        switch self {
        case .persons:
            [
                "person_id", "date_of_birth", "sex", "ethnicity", "lsoa", "imd_decile", "practice_code",
                "neighbourhood",
                "registered_from", "registered_to", "date_of_death", "care_home", "home_id",
            ]
        case .practices: ["practice_code", "name", "neighbourhood", "icb"]
        case .admissions:
            [
                "person_id", "spell_id", "admission_date", "discharge_date", "admission_method",
                "patient_classification", "discharge_method", "specialty", "provider_code", "primary_diagnosis",
                "secondary_diagnoses", "discharge_ready_date", "cost",
            ]
        case .emergencyAttendances:
            [
                "person_id", "arrival", "department_type", "acuity", "chief_complaint", "diagnosis", "disposal",
                "provider_code", "cost",
            ]
        case .outpatientAppointments: ["person_id", "appointment_date", "specialty", "attended", "first", "cost"]
        case .generalPracticeEvents: ["person_id", "event_date", "code", "value", "unit"]
        case .prescriptions: ["person_id", "issue_date", "bnf_code", "quantity", "cost"]
        case .communityContacts:
            ["person_id", "contact_date", "team_type", "referral_received", "first_contact", "urgent_response"]
        case .mentalHealthContacts: ["person_id", "contact_date", "team_type", "crisis", "inpatient"]
        case .socialCareServices: ["person_id", "service_type", "start_date", "end_date", "weekly_cost"]
        case .optOuts: ["person_id", "kind", "recorded_on"]
        case .caseload: ["person_id", "programme", "start_date", "end_date"]
        case .reviews: ["person_id", "programme", "reviewed_on", "outcome", "suitable", "reason"]
        }
    }
}
