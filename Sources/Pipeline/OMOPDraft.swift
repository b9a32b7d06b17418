import Identity

/// A drafted configuration for OMOP Common Data Model tables (version 5.3 or 5.4).
///
/// What OMOP does not say is left as a question: practices, opt-outs, and which inpatient visits were emergencies.
struct OMOPDraft {
    enum Table: String, CaseIterable {
        case person, visit_occurrence, condition_occurrence, drug_exposure, measurement, observation_period, death

        /// Columns that only this table has.
        var telling: [String] {
            switch self {
            case .person: ["person_id", "gender_concept_id", "year_of_birth"]
            case .visit_occurrence: ["visit_occurrence_id", "visit_concept_id", "visit_start_date"]
            case .condition_occurrence: ["condition_occurrence_id", "condition_concept_id"]
            case .drug_exposure: ["drug_exposure_id", "drug_concept_id"]
            case .measurement: ["measurement_id", "measurement_concept_id"]
            case .observation_period: ["observation_period_id", "observation_period_start_date"]
            case .death: ["death_date", "death_type_concept_id"]
            }
        }
    }

    struct File {
        let table: Table
        let name: String
        let header: [String]
    }

    let files: [File]
    let writer: DraftWriter

    static func table(named name: String, header: [String]) -> Table? {
        let columns = Set(header.map { $0.lowercased() })
        return Table.allCases.first { $0.telling.allSatisfy(columns.contains) }
    }

    var text: String {
        var lines = writer.head(idKind: .pseudonym)
        lines += [
            "", "# OMOP does not carry objections: say who applied them, or add a source for opt_outs.",
            "opt_outs:", "  applied_upstream: { by: \"\", evidence: \"\", on: \"\" }", "", "sources:",
        ]
        for table in Table.allCases {
            for file in files where file.table == table { lines += source(file) }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func path(_ table: Table) -> String? {
        files.first { $0.table == table }.map { writer.place + "/" + $0.name }
    }

    private func start(_ table: String, _ file: File, name: String? = nil) -> [String] {
        ["  - table: \(table)"] + (name.map { ["    name: \($0)"] } ?? [])
            + [
                "    files: \(DraftWriter.quoted(writer.place + "/" + file.name))", writer.extractionLine,
                "    ignore: rest",
            ]
    }

    private func source(_ file: File) -> [String] {
        switch file.table {
        case .person: persons(file)
        case .visit_occurrence: visits(file)
        case .condition_occurrence: conditions(file)
        case .drug_exposure: drugs(file)
        case .measurement: measurements(file)
        case .observation_period: []
        case .death:
            [
                "  # \(file.name): map date_of_death of persons by a lookup in it, if its dates can be trusted:",
                "  #   date_of_death: { column: person_id, lookup: { file: ..., key: person_id, value: death_date } }",
            ]
        }
    }

    private func persons(_ file: File) -> [String] {
        var lines =
            start("persons", file) + [
                "    fields:",
                "      person_id: person_id",
                "      # birth_datetime may be empty where only the year is known; a constant day is a guess of yours.",
                "      date_of_birth: { column: birth_datetime, format: \"YYYY-MM-DD*\" }",
                "      sex: { column: gender_concept_id, map: { 8507: 1, 8532: 2 }, otherwise: 0 }",
                "      # OMOP has no GP practice: give one, or look it up.",
                "      practice_code: { constant: X00000 }",
            ]
        if let periods = path(.observation_period) {
            lines += [
                "      # Under observation counts as registered. The period's end is often the last event: taken as",
                "      # leaving it would leak the future, so it is not mapped.",
                "      registered_from: { column: person_id, lookup: { file: \(DraftWriter.quoted(periods)),",
                "        key: person_id, value: observation_period_start_date } }",
            ]
        }
        return lines
    }

    private func visits(_ file: File) -> [String] {
        start("admissions", file) + [
            "    where: visit_concept_id in [9201, 262]",
            "    fields:",
            "      person_id: person_id",
            "      spell_id: visit_occurrence_id",
            "      admission_date: visit_start_date",
            "      discharge_date: visit_end_date",
            "      # Nothing in OMOP tells an emergency admission from an elective one: 21 calls all of them emergency.",
            "      admission_method: { constant: 21 }",
            "      # Diagnoses are SNOMED concepts here: features that need ICD-10 are unavailable, not zero.",
            "      primary_diagnosis: { constant: \"\", system: omop }",
        ]
            + start("emergency_attendances", file) + [
                "    where: visit_concept_id in [9203, 262]",
                "    fields:", "      person_id: person_id", "      arrival: visit_start_date",
            ]
            + start("outpatient_appointments", file) + [
                "    where: visit_concept_id = 9202",
                "    # Two visits of one day are two appointments.",
                "    fields:", "      person_id: person_id", "      appointment_date: visit_start_date",
                "      attended: { constant: 5 }",
            ]
    }

    private func conditions(_ file: File) -> [String] {
        start("gp_events", file, name: "conditions") + [
            "    fields:", "      person_id: person_id", "      event_date: condition_start_date",
            "      code: { column: condition_source_value, system: snomed }",
        ]
    }

    private func measurements(_ file: File) -> [String] {
        [
            "  # Measurements are gp_events with a value, where their source codes are SNOMED:",
            "  # - table: gp_events", "  #   name: measurements",
            "  #   files: \(DraftWriter.quoted(writer.place + "/" + file.name))", "  #   ignore: rest",
            "  #   fields: { person_id: person_id, event_date: measurement_date, code: measurement_source_value,",
            "  #     value: value_as_number }",
        ]
    }

    private func drugs(_ file: File) -> [String] {
        start("prescriptions", file) + [
            "    fields:", "      person_id: person_id", "      issue_date: drug_exposure_start_date",
            "      # RxNorm concepts are not BNF codes: features that need BNF are unavailable.",
            "      bnf_code: { column: drug_concept_id, system: omop }",
        ]
    }
}
