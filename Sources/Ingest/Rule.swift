/// The rules that a row can break. The raw value stands in reports and in the set-aside file.
public enum Rule: String, CaseIterable, Sendable {
    // Structure and encoding.
    case tooFewColumns = "too_few_columns"
    case tooManyColumns = "too_many_columns"
    case openQuote = "open_quote"
    case textAfterQuote = "text_after_quote"
    case notUTF8 = "not_utf8"
    case nulByte = "nul_byte"
    case fieldTooLong = "field_too_long"
    case lineTooLong = "line_too_long"
    case repeatedHeader = "repeated_header"
    // Values.
    case missingID = "missing_id"
    case badNHSNumber = "bad_nhs_number"
    case badID = "bad_id"
    case requiredEmpty = "required_empty"
    case unknownCode = "unknown_code"
    case badDate = "bad_date"
    case standInDate = "stand_in_date"
    case dateOutOfRange = "date_out_of_range"
    case badNumber = "bad_number"
    case negativeNumber = "negative_number"
    case numberTooLarge = "number_too_large"
    case badPracticeCode = "bad_practice_code"
    case controlCharacter = "control_character"
    case lookupUnmatched = "lookup_unmatched"
    case badVersion = "bad_version"
    // Dates against each other and against the person.
    case futureDate = "future_date"
    case booking = "booking"
    case beforeBirth = "before_birth"
    case tooOld = "over_120_years"
    case afterDeath = "after_death"
    case endsBeforeStart = "ends_before_start"
    // Across rows.
    case conflictingRegistrations = "conflicting_registrations"
    case sameVersionTwice = "same_version_twice"
    case supersededRegistration = "superseded_registration"
    case laterVersion = "later_version"
    case sameBytes = "same_bytes"
    case nobody = "nobody"

    /// What counts towards the limit at which a whole file is refused.
    public enum Gravity: Sendable {
        /// The file is not what it should be: structure, encoding, wrong codes.
        case malformed
        /// What real feeds break every day: counted and reported.
        case everyday
    }

    public var gravity: Gravity {
        switch self {
        case .tooFewColumns, .tooManyColumns, .openQuote, .textAfterQuote, .notUTF8, .nulByte, .fieldTooLong,
            .lineTooLong, .repeatedHeader, .badID, .badNHSNumber, .requiredEmpty, .unknownCode, .badDate,
            .badNumber, .negativeNumber, .numberTooLarge, .badPracticeCode, .controlCharacter, .badVersion,
            .conflictingRegistrations, .sameVersionTwice:
            .malformed
        case .missingID, .standInDate, .dateOutOfRange, .lookupUnmatched, .futureDate, .booking, .beforeBirth,
            .tooOld, .afterDeath, .endsBeforeStart, .supersededRegistration, .laterVersion, .sameBytes, .nobody:
            .everyday
        }
    }

    /// Whether it is told by other rows, after a file has been read.
    var isAcrossRows: Bool {
        switch self {
        case .conflictingRegistrations, .sameVersionTwice, .supersededRegistration, .laterVersion, .sameBytes, .nobody:
            true
        default: false
        }
    }

    /// What is the matter and what is allowed, in words; never the value.
    public var sentence: String {
        switch self {
        case .tooFewColumns: "the row has fewer columns than the header"
        case .tooManyColumns: "the row has more columns than the header"
        case .openQuote: "a quote is left open; a record is one line unless the mapping says multiline"
        case .textAfterQuote: "text follows a closing quote; only the delimiter may"
        case .notUTF8: "a byte is not UTF-8; declare the encoding if the file has another one"
        case .nulByte: "the row has a NUL byte"
        case .fieldTooLong: "a field is longer than 64 KiB"
        case .lineTooLong: "the line is longer than 1 MiB"
        case .repeatedHeader: "the header stands again among the rows"
        case .missingID: "the person's id is missing"
        case .badNHSNumber: "not an NHS number: ten digits whose last is the modulus 11 check digit"
        case .badID:
            "an id has at most 64 bytes, no control character, and no apostrophe before = + - or @ at its beginning"
        case .requiredEmpty: "a required field is empty"
        case .unknownCode: "the value is not one of the field's codes; map it if the source has others"
        case .badDate: "not a date of the calendar in the declared format (YYYY-MM-DD unless the mapping says)"
        case .standInDate: "a date that stands for none (year 1, 1900-01-01, 9999-12-31); declare it as missing"
        case .dateOutOfRange: "dates are held from 1900-04-16 to 2079-09-18"
        case .badNumber: "not a plain decimal number"
        case .negativeNumber: "a value, quantity or cost cannot be negative"
        case .numberTooLarge: "a value, quantity or cost is below 1,000,000,000,000"
        case .badPracticeCode: "a practice code has 3 to 8 capital letters and digits, one digit at least"
        case .controlCharacter: "a code has a control character"
        case .lookupUnmatched: "the lookup has no row for the value"
        case .badVersion:
            "a version is a number, or a date or date-time as YYYY-MM-DD or YYYY-MM-DDThh:mm:ss; say format: in latest_by "
                + "where the source writes dates in another"
        case .futureDate: "the date is after the day on which the extract was taken"
        case .booking: "an appointment that had not taken place when the extract was taken"
        case .beforeBirth: "the date is before the person's birth"
        case .tooOld: "the person would be more than 120 years old"
        case .afterDeath: "the admission is after the person's death"
        case .endsBeforeStart: "the end is before the start"
        case .conflictingRegistrations: "the person is registered twice, and nothing tells which registration holds"
        case .sameVersionTwice: "two different rows have the same key and the same version"
        case .supersededRegistration: "a later registration of the person replaces it"
        case .laterVersion: "a later version or delivery replaces it"
        case .sameBytes: "the same bytes as a row before it"
        case .nobody: "nobody with this id has an accepted registration"
        }
    }

    /// The number that stands for the rule in a column of verdicts; 0 is none.
    var code: UInt8 { Self.codes[self]! }

    init?(code: UInt8) {
        guard code > 0, Int(code) <= Self.allCases.count else { return nil }
        self = Self.allCases[Int(code) - 1]
    }

    private static let codes = Dictionary(
        uniqueKeysWithValues: allCases.enumerated().map { ($1, UInt8($0 + 1)) })
}
