import Records

/// The code systems that a mapping may name.
enum CodeSystems {
    /// Those that code lists are of, and others that no list is of: what asks for a list is unavailable with them, not 0.
    static let all =
        CodeLists.systems + [
            "icd10-cm", "icd9", "icd9-cm", "read2", "ctv3", "dmd", "opcs4", "loinc", "omop", "other",
        ]
}
