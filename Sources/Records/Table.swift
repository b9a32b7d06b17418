/// The canonical tables, one row each as `Field` tells.
public enum Table: String, CaseIterable, Hashable, Sendable {
    case persons
    case practices
    case admissions
    case emergencyAttendances = "emergency_attendances"
    case outpatientAppointments = "outpatient_appointments"
    case gpEvents = "gp_events"
    case prescriptions
    case communityContacts = "community_contacts"
    case mentalHealthContacts = "mental_health_contacts"
    case socialCareServices = "social_care_services"
    case optOuts = "opt_outs"
    case caseload
    case reviews

    /// The field that dates a row, for the tables whose rows are a person's events.
    public var dayField: String? {
        switch self {
        case .persons, .practices, .optOuts: nil
        case .admissions: "admission_date"
        case .emergencyAttendances: "arrival"
        case .outpatientAppointments: "appointment_date"
        case .gpEvents: "event_date"
        case .prescriptions: "issue_date"
        case .communityContacts, .mentalHealthContacts: "contact_date"
        case .socialCareServices, .caseload: "start_date"
        case .reviews: "reviewed_on"
        }
    }

    /// The field that ends what a row began, where it has one.
    public var endField: String? {
        switch self {
        case .admissions: "discharge_date"
        case .socialCareServices, .caseload: "end_date"
        default: nil
        }
    }

    /// The fields that are written when what a row began has ended: before that day nobody knew them.
    public var fieldsKnownAtEnd: [String] {
        self == .admissions ? ["discharge_method", "primary_diagnosis", "secondary_diagnoses", "cost"] : []
    }

    /// Tables of dated events, which a history holds.
    public static let eventTables = allCases.filter { $0.dayField != nil }
}
