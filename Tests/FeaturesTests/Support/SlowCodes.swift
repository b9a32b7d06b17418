import Foundation

/// The code lists of the oracle, which are not those that the catalogue reads.
struct SlowCodes {
    let emergency, elective, attended, missed, contacts, kidney, sensitive, risky, chapters: [String]
    let homeCare, residential: [String]
    let frailty: [String: Double]
    /// In column order.
    let conditions: [(name: String, snomed: [String], icd10: [String])]
    let charlson: [(name: String, weight: Double, icd10: [String])]
    let supersedes: [String: String]

    static let conditionNames = [
        "hypertension", "ihd", "heart_failure", "atrial_fibrillation", "stroke_tia", "pvd", "diabetes", "copd",
        "asthma", "ckd", "cancer", "dementia", "depression", "smi", "epilepsy", "parkinsons", "multiple_sclerosis",
        "rheumatoid_arthritis", "osteoporosis", "liver_disease", "alcohol", "substance_misuse",
        "learning_disability", "ibd", "palliative",
    ]

    static let shared = SlowCodes()

    private init() {
        let path = Repository.folder + "/Tests/Oracle/codelists.json"
        let json = try! JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: path))) as! [String: Any]
        func texts(_ value: Any?) -> [String] { value as! [String] }
        func part(_ name: String) -> [String: Any] { json[name] as! [String: Any] }
        emergency = texts(part("admission_method")["emergency"])
        elective = texts(part("admission_method")["elective"])
        attended = texts(part("outpatient_attended")["attended"])
        missed = texts(part("outpatient_attended")["dna"])
        contacts = texts(json["gp_contact_snomed"])
        kidney = texts(json["egfr_snomed"])
        sensitive = texts(json["acsc_icd10"])
        risky = texts(json["high_risk_bnf"])
        chapters = texts(json["bnf_section_chapters"])
        homeCare = texts(part("social_care")["home_care"])
        residential = texts(part("social_care")["residential"])
        frailty = part("frailty_snomed").mapValues { ($0 as! NSNumber).doubleValue }
        let ltc = part("ltc")
        conditions = Self.conditionNames.map { name in
            let lists = ltc[name] as! [String: Any]
            return (name, texts(lists["snomed"]), texts(lists["icd10"]))
        }
        charlson = (json["charlson"] as! [[String: Any]]).map { group in
            (group["name"] as! String, (group["weight"] as! NSNumber).doubleValue, texts(group["icd10"]))
        }
        supersedes = json["charlson_supersedes"] as! [String: String]
    }
}

/// Where this source lies.
enum Repository {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path()
        .replacingOccurrences(of: "/$", with: "", options: .regularExpression)
    static var codeLists: String { folder + "/Models/codelists" }
    static var defaultCatalogue: String { folder + "/Models/catalogues/default.yaml" }
}
