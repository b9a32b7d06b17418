import Configuration
import Records

/// What the settings of sources must not say, each for itself and together.
extension Source {
    /// Tells of days that could never be enforced, or never have been.
    func checkDays(_ map: SettingMap, _ problems: Problems) {
        if let setting = map["too_old_after_days"], case .notStated = extraction {
            problems.add(
                "too_old_after_days needs extracted_on or extracted_on_in_name: nothing else tells how old the source is",
                at: setting)
        }
        if let setting = map["extracted_on"], map["extracted_on_in_name"] != nil {
            problems.add(
                "extracted_on and extracted_on_in_name exclude each other: a file was extracted on one day", at: setting
            )
        }
        if let setting = map["when_too_old"], map["too_old_after_days"] == nil {
            problems.add("when_too_old needs too_old_after_days: nothing else tells when that is", at: setting)
        }
        if let setting = map["complete_to"], let completeTo, case .on(let day) = extraction, completeTo > day {
            problems.add(
                "complete_to must not be after extracted_on: what had not happened was not extracted", at: setting)
        }
    }

    /// Tells of settings that are about files' names where there is no file, or no date in its name.
    func checkNames(_ map: SettingMap, _ problems: Problems) {
        if case .command = input {
            for key in ["extracted_on_in_name", "take"] {
                if let setting = map[key] {
                    problems.add("\(key) is about the names of files, and a command has none", at: setting)
                }
            }
        } else if take == .newest, map["extracted_on_in_name"] == nil, let setting = map["take"] {
            problems.add(
                "take: newest needs extracted_on_in_name: nothing else tells which file is the newest", at: setting)
        }
    }

    /// Tells of code lists in `lacks` that nobody knows.
    public func checkLists(_ isKnown: (String) -> Bool, problems: Problems) {
        for list in lacks.sorted() where !isKnown(list) {
            problems.add("\(name): lacks: there is no code list \"\(list)\"", at: setting)
        }
    }

    /// Tells what keeps the source from being used for real people on a day: no legal basis, or one whose review is due.
    public func checkGovernance(on day: Day, _ problems: Problems) {
        if legalBasis?.isEmpty != false {
            problems.add("\(name): legal_basis is missing: say which law lets these data be used here", at: setting)
        }
        guard let reviewOn else {
            problems.add(
                "\(name): review_on is missing: the day by which its legal basis is looked at again", at: setting)
            return
        }
        if reviewOn < day {
            problems.add(
                "\(name): its legal basis was to be reviewed by \(reviewOn), and it is \(day)", at: setting)
        }
    }

    /// Tells where sources of one table differ in what is done with the rows of the whole table.
    public static func checkTogether(_ sources: [Source], _ problems: Problems) {
        for source in sources {
            guard let first = sources.first(where: { $0.table == source.table }) else { continue }
            let agree =
                source.versions == first.versions && (source.merge == nil) == (first.merge == nil)
                && source.keepsDuplicates == first.keepsDuplicates
            if !agree {
                problems.add(
                    "the sources of one table must agree in latest_by, merge and duplicates; \(source.name) and "
                        + "\(first.name) do not", at: source.setting)
            }
        }
    }

    func checkTogether(_ problems: Problems) {
        if lagInDays != nil, received != nil {
            problems.add("lag_days and received_on_column exclude each other", at: setting)
        }
        if merge != nil, table != .admissions {
            problems.add("merge: spells is for the admissions table only", at: setting)
        }
        if merge != nil, !fields.contains(where: { $0.field.name == "spell_id" }) {
            problems.add("merge: spells needs the field spell_id", at: setting)
        }
        if isOptional, table == .persons || table == .optOuts {
            problems.add("a run cannot do without \(table.rawValue): it cannot be optional", at: setting)
        }
        if idKind != nil, table == .persons || table == .practices {
            problems.add("person_id of \(table.rawValue) is the run's own: say it once, at the top", at: setting)
        }
        if versions?.version == .extractionDay, case .notStated = extraction {
            problems.add(
                "version: extracted_on is the day on which a row's file was taken: it needs extracted_on_in_name, or "
                    + "extracted_on", at: setting)
        }
        if versions?.version == .extractionDay, versions?.format != nil {
            problems.add("version: extracted_on is no column: it has no format", at: setting)
        }
        if versions != nil, table.dayField == nil {
            problems.add("latest_by is for tables of events; of a person the latest registration holds", at: setting)
        }
        for field in table.fields where field.isRequired && !fields.contains(where: { $0.field == field }) {
            problems.add("\(name): the required field \"\(field.name)\" is not mapped", at: setting)
        }
        for mapping in fields where mapping.isBlank {
            problems.add("\(name): the constant of \"\(mapping.field.name)\" is left to complete", at: setting)
        }
    }
}
