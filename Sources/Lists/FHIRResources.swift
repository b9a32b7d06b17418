import Hashing
import Tabular

/// Lists as FHIR R4 resources, a line each: a `RiskAssessment` a person, a `Group` and a `List` a list.
///
/// People are named by the run's pseudonyms alone. Ids are a function of the content, so that a second run of the same
/// updates in place of adding.
public struct FHIRResources: Sendable {
    public private(set) var riskAssessments = ""
    public private(set) var groups = ""
    public private(set) var lists = ""
    /// The resources of each file.
    public private(set) var assessmentCount = 0
    public private(set) var listCount = 0

    public init() {}

    /// Where the pseudonyms come from, for identifiers.
    static let personSystem = "urn:anticipate:person"
    static let programmeSystem = "urn:anticipate:programme"
    /// Organisation Data Service codes, of practices.
    static let practiceSystem = "https://fhir.nhs.uk/Id/ods-organization-code"
    static let neighbourhoodSystem = "urn:anticipate:neighbourhood"

    public mutating func add(_ document: ListDocument) {
        for row in document.rows { riskAssessments += Self.assessment(row, document.header).compactText + "\n" }
        groups += Self.group(document).compactText + "\n"
        lists += Self.list(document).compactText + "\n"
        assessmentCount += document.rows.count
        listCount += 1
    }

    public mutating func removeAll() { self = FHIRResources() }

    // MARK: Resources

    private static func assessment(_ row: ListRow, _ header: ListHeader) -> JSONValue {
        var prediction: [String: JSONValue] = ["qualitativeRisk": text(row.band)]
        if let outcome = header.programme.riskOf { prediction["outcome"] = text(outcome) }
        if !row.reasons.isEmpty { prediction["rationale"] = .string(string(row.reasons.joined(separator: "; "))) }
        if header.programme.scale == .risk, (0...1).contains(row.risk) {
            prediction["probabilityDecimal"] = .number((row.risk * 1e6).rounded() / 1e6)
        }
        return resource(
            "RiskAssessment", id: id("RiskAssessment", header, row.personID), header,
            [
                "status": "final", "subject": person(row.personID), "occurrenceDateTime": .string(header.indexDate),
                "method": text("\(header.modelName), version \(header.modelVersion)"),
                "prediction": [.object(prediction)], "note": [["text": .string(ListDocument.advice)]],
            ])
    }

    private static func group(_ document: ListDocument) -> JSONValue {
        let header = document.header
        var fields: [String: JSONValue] = [
            "identifier": [identifier(programmeSystem, header.programme.id)], "active": true, "type": "person",
            "actual": true, "name": .string(title(header)), "quantity": .integer(document.rows.count),
            "managingEntity": [
                "type": "Organization",
                "identifier": identifier(
                    // A practice and a hospital are organisations with codes of one kind.
                    header.place.kind == .neighbourhood ? neighbourhoodSystem : practiceSystem, header.place.code),
            ],
        ]
        // An empty array is not FHIR.
        if !document.rows.isEmpty {
            fields["member"] = .array(document.rows.map { ["entity": person($0.personID)] })
        }
        return resource("Group", id: id("Group", header, nil), header, fields)
    }

    private static func list(_ document: ListDocument) -> JSONValue {
        let header = document.header
        var fields: [String: JSONValue] = [
            "identifier": [identifier(programmeSystem, header.programme.id)], "status": "current", "mode": "snapshot",
            "title": .string(title(header)), "date": .string(header.runDate),
            "orderedBy": coded("http://terminology.hl7.org/CodeSystem/list-order", "priority"),
            "note": .array(([ListDocument.advice] + header.notes).map { ["text": .string(string($0))] }),
        ]
        if document.rows.isEmpty {
            fields["emptyReason"] = coded("http://terminology.hl7.org/CodeSystem/list-empty-reason", "nilknown")
        } else {
            fields["entry"] = .array(
                document.rows.map { row in
                    let reference = "RiskAssessment/\(id("RiskAssessment", header, row.personID))"
                    return ["item": ["reference": .string(reference), "type": "RiskAssessment"]]
                })
        }
        return resource("List", id: id("List", header, nil), header, fields)
    }

    // MARK: Their pieces

    private static func resource(_ type: String, id: String, _ header: ListHeader, _ fields: [String: JSONValue])
        -> JSONValue
    {
        var fields = fields
        fields["resourceType"] = .string(type)
        fields["id"] = .string(id)
        if header.isDemonstration {
            let tag: JSONValue = [
                "system": "http://terminology.hl7.org/CodeSystem/v3-ActReason", "code": "HTEST",
                "display": .string(Demonstration.note),
            ]
            fields["meta"] = ["tag": [tag]]
        }
        return .object(fields)
    }

    private static func person(_ id: String) -> JSONValue {
        ["type": "Patient", "identifier": identifier(personSystem, id)]
    }

    private static func identifier(_ system: String, _ value: String) -> JSONValue {
        ["system": .string(system), "value": .string(string(value))]
    }

    private static func text(_ words: String) -> JSONValue { ["text": .string(string(words))] }

    private static func coded(_ system: String, _ code: String) -> JSONValue {
        ["coding": [["system": .string(system), "code": .string(code)]]]
    }

    private static func title(_ header: ListHeader) -> String {
        string("\(header.programme.title), \(header.place.words), as at \(header.indexDate)")
    }

    /// A FHIR string is not empty and has no control characters.
    private static func string(_ text: String) -> String {
        let cleaned = String(
            String.UnicodeScalarView(text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
        return cleaned.isEmpty ? "-" : cleaned
    }

    /// 32 hexadecimal digits of what the resource is of.
    private static func id(_ type: String, _ header: ListHeader, _ person: String?) -> String {
        let parts = [
            type, header.programme.id, header.place.kind.rawValue, header.place.code, header.indexDate, person ?? "",
        ]
        return String(SHA256Digest(of: JSONValue.array(parts.map(JSONValue.string)).compactText).hexadecimal.prefix(32))
    }
}
