/// A canonical field: its name, what a value of it may be, and whether a row must have one.
public struct Field: Sendable, Hashable {
    public enum Kind: Sendable, Hashable {
        case personID
        /// `YYYY-MM-DD`.
        case day
        /// `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM`; counts by its date.
        case dayOrMoment
        /// The same, but kept to the minute, as minutes since 1 January 1970; a day without a time has none.
        case moment
        /// One of a closed set.
        case oneOf([String])
        /// A code of an open set, compared as text.
        case code
        /// An ICD-10 code; its dot is dropped.
        case icd10
        /// ICD-10 codes with `;` between.
        case icd10List
        /// A decimal number, not negative.
        case number
        /// An ODS code of a GP practice.
        case practiceCode
        /// Words for people; never compared.
        case text
        /// A decimal number of either sign, which a catalogue takes as it is.
        case ready
    }

    public let name: String
    public let kind: Kind
    /// The column must be there.
    public let isRequired: Bool
    /// The column must be there, but a row's value may be empty.
    public let mayBeEmpty: Bool

    /// The code system that values are of unless a mapping says otherwise; nil where there is no usual one.
    public var usualSystem: String? {
        switch (name, kind) {
        case (_, .icd10), (_, .icd10List): "icd10"
        case ("code", _): "snomed"
        case ("bnf_code", _): "bnf"
        default: nil
        }
    }

    init(_ name: String, _ kind: Kind, isRequired: Bool = false, mayBeEmpty: Bool = false) {
        self.name = name
        self.kind = kind
        self.isRequired = isRequired
        self.mayBeEmpty = mayBeEmpty
    }
}

extension Field {
    private static let readyPrefix = "ready."

    /// A feature of a person that somebody else computed: a column of the persons' source beside the canonical ones.
    public static func ready(_ feature: String) -> Field { Field(readyPrefix + feature, .ready) }

    /// Whether the field of that name is a feature that somebody else computed.
    public static func isReady(_ name: String) -> Bool { name.hasPrefix(readyPrefix) }
}

extension Table {
    /// The canonical fields of the table, in the order of the specification of the extracts.
    public var fields: [Field] { Self.schema[self]! }

    public func field(_ name: String) -> Field? { fields.first { $0.name == name } }

    private static let flag = Field.Kind.oneOf(["0", "1"])
    private static let person = Field("person_id", .personID, isRequired: true)

    // Codes: NHS Data Dictionary, as listed for each canonical field.
    private static let schema: [Table: [Field]] = [
        .persons: [
            person,
            Field("date_of_birth", .day, isRequired: true),
            Field("sex", .oneOf(["0", "1", "2", "9"]), isRequired: true),
            Field("ethnicity", .oneOf("ABCDEFGHIJKLMNOPQRSZ".map(String.init) + ["99"])),
            Field("lsoa", .code),
            Field("imd_decile", .oneOf((1...10).map(String.init))),
            Field("practice_code", .practiceCode, isRequired: true),
            Field("neighbourhood", .code),
            Field("registered_from", .day),
            Field("registered_to", .day),
            Field("date_of_death", .day),
            Field("care_home", flag),
            Field("home_id", .code),
        ],
        .practices: [
            Field("practice_code", .practiceCode, isRequired: true),
            Field("name", .text),
            Field("neighbourhood", .code),
            Field("icb", .code),
        ],
        .admissions: [
            person,
            Field("spell_id", .code),
            Field("admission_date", .dayOrMoment, isRequired: true),
            Field("discharge_date", .dayOrMoment),
            Field(
                "admission_method",
                .oneOf([
                    "11", "12", "13", "21", "22", "23", "24", "25", "28", "2A", "2B", "2C", "2D", "31", "32", "81",
                    "82", "83",
                ]), isRequired: true),
            Field("patient_classification", .oneOf(["1", "2", "3", "4", "5"])),
            Field("discharge_method", .code),
            Field("specialty", .code),
            Field("provider_code", .code),
            Field("primary_diagnosis", .icd10, isRequired: true, mayBeEmpty: true),
            Field("secondary_diagnoses", .icd10List),
            Field("discharge_ready_date", .dayOrMoment),
            Field("cost", .number),
        ],
        .emergencyAttendances: [
            person,
            Field("arrival", .dayOrMoment, isRequired: true),
            Field("department_type", .oneOf(["1", "2", "3", "4", "5"])),
            Field("acuity", .oneOf(["1", "2", "3", "4", "5"])),
            Field("chief_complaint", .code),
            Field("diagnosis", .code),
            Field("disposal", .oneOf(["admitted", "discharged", "left", "died"])),
            Field("provider_code", .code),
            Field("cost", .number),
        ],
        .outpatientAppointments: [
            person,
            Field("appointment_date", .dayOrMoment, isRequired: true),
            Field("specialty", .code),
            Field("attended", .oneOf(["2", "3", "4", "5", "6", "7"])),
            Field("first", flag),
            Field("cost", .number),
        ],
        .gpEvents: [
            person,
            Field("event_date", .dayOrMoment, isRequired: true),
            Field("code", .code, isRequired: true),
            Field("value", .number),
            Field("unit", .code),
        ],
        .prescriptions: [
            person,
            Field("issue_date", .dayOrMoment, isRequired: true),
            Field("bnf_code", .code, isRequired: true),
            Field("quantity", .number),
            Field("cost", .number),
        ],
        .communityContacts: [
            person,
            Field("contact_date", .dayOrMoment, isRequired: true),
            Field("team_type", .code),
            Field("referral_received", .moment),
            Field("first_contact", .moment),
            Field("urgent_response", flag),
        ],
        .mentalHealthContacts: [
            person,
            Field("contact_date", .dayOrMoment, isRequired: true),
            Field("team_type", .code),
            Field("crisis", flag),
            Field("inpatient", flag),
        ],
        .socialCareServices: [
            person,
            Field(
                "service_type",
                .oneOf([
                    "home care", "reablement", "residential", "nursing", "day care", "equipment", "direct payment",
                    "carer support",
                ]), isRequired: true),
            Field("start_date", .dayOrMoment, isRequired: true),
            Field("end_date", .dayOrMoment),
            Field("weekly_cost", .number),
        ],
        .optOuts: [
            person,
            Field("kind", .oneOf(["type1", "national", "risk_stratification"]), isRequired: true),
            Field("recorded_on", .day),
        ],
        .caseload: [
            person,
            Field("programme", .code, isRequired: true),
            Field("start_date", .dayOrMoment, isRequired: true),
            Field("end_date", .dayOrMoment),
        ],
        .reviews: [
            person,
            Field("programme", .code, isRequired: true),
            Field("reviewed_on", .dayOrMoment, isRequired: true),
            Field("outcome", .text),
            Field("suitable", flag),
            Field("reason", .text),
        ],
    ]
}
