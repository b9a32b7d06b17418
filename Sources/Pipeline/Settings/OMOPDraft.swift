import Identity

/// A drafted configuration for OMOP Common Data Model tables (version 5.3 or 5.4).
///
/// What OMOP does not say is left as a question that `check` repeats until it is answered: who applied objections,
/// the practices, and which inpatient visits were emergencies.
struct OMOPDraft {
    enum Table: String, CaseIterable {
        case person
        case visitOccurrence = "visit_occurrence"
        case conditionOccurrence = "condition_occurrence"
        case drugExposure = "drug_exposure"
        case measurement
        case observationPeriod = "observation_period"
        case death

        /// Columns that only this table has.
        var telling: [String] {
            switch self {
            case .person: ["person_id", "gender_concept_id", "year_of_birth"]
            case .visitOccurrence: ["visit_occurrence_id", "visit_concept_id", "visit_start_date"]
            case .conditionOccurrence: ["condition_occurrence_id", "condition_concept_id"]
            case .drugExposure: ["drug_exposure_id", "drug_concept_id"]
            case .measurement: ["measurement_id", "measurement_concept_id"]
            case .observationPeriod: ["observation_period_id", "observation_period_start_date"]
            case .death: ["death_date", "death_type_concept_id"]
            }
        }
    }

    struct File {
        let table: Table
        let name: String
        let header: [String]
        let delimiter: UInt8
    }

    let files: [File]
    let writer: DraftWriter

    static func table(named name: String, header: [String]) -> Table? {
        let columns = Set(header.map { $0.lowercased() })
        return Table.allCases.first { $0.telling.allSatisfy(columns.contains) }
    }

    var text: String {
        var lines = writer.head(idKind: .pseudonym)
        if !writer.isSynthetic {
            lines += [
                "", "# Where nobody in the data is real (Synthea's people, say); models fitted on them are marked.",
                "# synthetic: true",
            ]
        }
        lines += [
            "", "# OMOP does not carry objections. Say who applied them before the tables were made (by), where that",
            "# is written down (evidence) and on which day (on); or remove this and add a source for opt_outs.",
            "opt_outs:", "  applied_upstream: { by: \"\", evidence: \"\", on: \"\" }", "", "sources:",
        ]
        for table in Table.allCases {
            for file in files where file.table == table { lines += source(file) }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func path(_ table: Table) -> String? {
        files.first { $0.table == table }.map { DraftWriter.quoted(writer.place + "/" + $0.name) }
    }

    private func start(_ table: String, _ file: File, name: String? = nil) -> [String] {
        ["  - table: \(table)"] + (name.map { ["    name: \($0)"] } ?? [])
            + [
                "    files: \(DraftWriter.quoted(writer.place + "/" + file.name))", writer.extractionLine,
            ] + DraftWriter.delimiterLines(file.delimiter) + writer.governanceLines + ["    ignore: rest"]
    }

    private func source(_ file: File) -> [String] {
        switch file.table {
        case .person: persons(file)
        case .visitOccurrence: visits(file)
        case .conditionOccurrence: conditions(file)
        case .drugExposure: drugs(file)
        case .measurement: measurements(file)
        // They are looked up by persons.
        case .observationPeriod, .death: []
        }
    }

    private func persons(_ file: File) -> [String] {
        var lines =
            start("persons", file) + [
                "    fields:",
                "      person_id: person_id",
                "      # OMOP lets birth_datetime be empty where only the year of birth is known; such people are set aside.",
                "      date_of_birth: { column: birth_datetime, format: \"YYYY-MM-DD*\" }",
                "      sex: { column: gender_concept_id, map: { 8507: 1, 8532: 2 }, otherwise: 0 }",
                "      # OMOP has no GP practice, and every list is a practice's. A code such as X00001 makes one list of",
                "      # all; or look it up by care_site_id or location_id.",
                "      practice_code: { constant: \"\" }",
            ]
        if let periods = path(.observationPeriod) {
            lines += [
                "      # Under observation counts as registered: who has no observation period is set aside. The end of a",
                "      # period is often the person's last event, which as leaving would leak the future: it is not mapped.",
                "      registered_from:",
                "        column: person_id",
                "        lookup: { file: \(periods), key: person_id, value: observation_period_start_date }",
                "        required: true",
            ]
        }
        if let deaths = path(.death) {
            lines += [
                "      # Without the date of death, the dead are listed after it. Look first whether the dates can be true:",
                "      # none may be later than the day of extraction, nor before the person's last event.",
                "      # date_of_death:",
                "      #   column: person_id",
                "      #   lookup: { file: \(deaths), key: person_id, value: death_date }",
            ]
        }
        return lines
    }

    private func visits(_ file: File) -> [String] {
        start("admissions", file) + [
            "    where: visit_concept_id in [9201, 262]",
            "    # No inpatient visit is called elective: what counts elective admissions is unavailable, not 0.",
            "    lacks: [admission_method.elective]",
            "    fields:",
            "      person_id: person_id",
            "      spell_id: visit_occurrence_id",
            "      admission_date: visit_start_date",
            "      discharge_date: visit_end_date",
            "      # Nothing in OMOP tells an emergency admission from an elective one. 21 calls every one an emergency.",
            "      admission_method: { constant: \"\" }",
            "      # Diagnoses are not in ICD-10 here: features that need it are unavailable, not 0.",
            "      primary_diagnosis: { constant: \"\", system: omop }",
            "      secondary_diagnoses: { constant: \"\", system: omop }",
        ]
            + start("emergency_attendances", file) + [
                "    where: visit_concept_id in [9203, 262]",
                "    fields:", "      person_id: person_id", "      arrival: visit_start_date",
            ]
            + start("outpatient_appointments", file) + [
                "    where: visit_concept_id = 9202",
                "    # A visit took place: appointments that were missed or cancelled are not recorded.",
                "    lacks: [outpatient_attended.dna]",
                "    fields:", "      person_id: person_id", "      appointment_date: visit_start_date",
                "      attended: { constant: 5 }",
            ]
    }

    private func conditions(_ file: File) -> [String] {
        start("gp_events", file, name: "conditions") + [
            "    # Conditions are no contacts, scores or results.",
            "    lacks: [gp_contact, frailty, egfr]",
            "    fields:", "      person_id: person_id", "      event_date: condition_start_date",
            "      # Look whether the source values are SNOMED CT codes. Where they are not, look up condition_concept_id",
            "      # in CONCEPT (key: concept_id, value: concept_code), whose standard conditions are.",
            "      code: { column: condition_source_value, system: snomed }",
        ]
    }

    private func drugs(_ file: File) -> [String] {
        start("prescriptions", file) + [
            "    # Vaccinations and administered medicines are exposures too; these are those prescribed:",
            "    # where: drug_type_concept_id in [38000177, 32838]",
            "    fields:", "      person_id: person_id", "      issue_date: drug_exposure_start_date",
            "      # RxNorm concepts are not BNF codes: features that need BNF are unavailable, not 0.",
            "      bnf_code: { column: drug_concept_id, system: omop }",
        ]
    }

    private func measurements(_ file: File) -> [String] {
        [
            "  # Measurements can be gp_events with a value. Look at the values first: units and ranges are the source's.",
            "  # A code of another system can be mapped, here LOINC's eGFR. All sources of a table must map a field for it",
            "  # to be there: the conditions need `value: { constant: \"\" }` then.",
            "  # - table: gp_events", "  #   name: measurements",
            "  #   files: \(DraftWriter.quoted(writer.place + "/" + file.name))", "  #   ignore: rest",
            "  #   where: measurement_source_value = 33914-3",
            "  #   lacks: [gp_contact, frailty]",
            "  #   fields:", "  #     person_id: person_id", "  #     event_date: measurement_date",
            "  #     code: { column: measurement_source_value, map: { 33914-3: 80274001 } }",
            "  #     value: value_as_number",
        ]
    }
}
