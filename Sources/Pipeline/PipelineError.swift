import Records

/// What stops a command, beside what its stages say.
public enum PipelineError: Error, Sendable {
    case noConfiguration(file: String)
    case noDesign(file: String)
    case noModelsFolder
    case unreadable(file: String)
    case notADate(option: String)
    case syntheticModel(model: String)
    case unavailableFeatures(features: [(name: String, reason: String)])
    case programmeOfMoreThanRows(programme: String)
    /// - programmes: each with what it lacks, and why.
    case programmesUnavailable([LackingProgramme])
    case noOutcome(reason: String)
    case nobodyScored
    /// - firstDay: of everything that was read.
    case nothingBefore(indexDate: String, firstDay: String)
    case otherKey
    case runOfOtherKey(run: String)
    /// - runs: in which a person cannot be looked for.
    case purgedInPart(taken: String, runs: [String])
    /// - runs: how many there are.
    case nobodyPurged(runs: Int)
    case noPseudonyms
    case noSuchPractice
    case notAccountable(option: String, Accountable.Fault)
    case noAuthorisation(file: String)
    case authorisationPast(until: String)
    /// Somebody else may have written it.
    case authorisationOfOthers(file: String)
    case noIndexDate(design: String)
    case indexDateOfDischarges(design: String)
    case rowsOfDischarges(design: String)
    /// A first run whose sources are past the age at which lists are held.
    case nothingToHold(source: String, age: Int, maximum: Int)
    case optOutsCollapsed(before: Int, now: Int)
    case optOutKindCollapsed(kind: String, before: Int, now: Int)
    /// - kind: nil for all who object.
    case objectorsCollapsed(kind: String?, before: Int, now: Int)
    /// - warnings: of each model that is past its people.
    case drifted(warnings: [String])
    case separated
    case notConverged(gradientNorm: Double)
    case peopleNotConserved(difference: Int)
    case cohortNotConserved(programme: String, difference: Int)
    case scoresNotNumbers(model: String, people: Int)
    case runNotVerified(run: String, problems: [String])
    case noRun
    case notARun(text: String)
    case notAModel(text: String)
    case outputExists(file: String)
    case noExtractsFound(folder: String)
    case noSuchGroup(name: String)
    case noTestDate(design: String)
    case noCaseload
    /// - sources: those that read a table that a run is given.
    case givenTable(sources: [String])
    case noSuchProgramme(id: String, programmes: [String])
    case noOutcomeOf(model: String)
    case noIssues(programme: String, from: Day, to: Day)
    case noLookback(firstEvent: Day, needed: Day)
    case periodBackwards
    case noHoldOut(programme: String, from: Day, to: Day)
    case holdOutMissing(programme: String, issue: Day)
    case holdOutRedrawn(programme: String)
    case notARisk(model: String)
    case slopeNotPositive(model: String)
    case noDesignToCompareBy
    case rowsDiffer
    case scoresDiffer(file: String, line: Int)
    case scoreWithoutDate(file: String, line: Int)
    case scoresUndated(file: String)
    case scoresOfSeveralRows(file: String)
    case scoresDated(file: String)
    case scoresOfOtherRows(file: String, rows: [String])
    case noModel(file: String)
    case noRows(file: String, rows: String)
    case featuresUnknown(features: [String])
    /// - dates: of which there is one.
    case noArchive(date: String, dates: [String])
    case noArchives(folder: String)
    case archiveUnusable(date: String, ArchiveFault)
    case archiveOfOtherFeatures(date: String, features: [String])
    case archiveOfDischarges(design: String)
    case programmeOfDischarges(design: String)
    /// - line: of the file; nil where the rows are of none, or no longer in its order.
    case valueMissing(file: String, line: Int?, columns: [String])
}

extension PipelineError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .noConfiguration(let file): "\(file): there is no such configuration; `anticipate init` writes one"
        case .noModelsFolder:
            "the folder of catalogues, code lists and models was not found beside the program; "
                + "name it as models_folder in the configuration"
        case .noDesign(let file):
            "\(file): there is no such design; `Models/designs` has some to copy, ready-table.yaml among them for a table"
        case .unreadable(let file): "\(file): cannot be read"
        case .notADate(let option): "\(option) must be a date as YYYY-MM-DD"
        case .syntheticModel(let model):
            "the model \(model) was trained on people who do not exist and ranks nobody real; train it on local "
                + "data, or say --demo to see lists that are marked as a demonstration"
        case .unavailableFeatures(let features):
            "features that are not available: "
                + features.map { "\($0.name) (\($0.reason))" }.joined(separator: "; ")
        case .programmeOfMoreThanRows(let programme):
            "the programme \(programme) asks for features of its own, or for a risk that rises, which the rows of an "
                + "evaluation do not have; name others"
        case .programmesUnavailable(let programmes):
            programmes.map {
                "the programme \($0.id) needs what this run does not have: \($0.words)"
            }.joined(separator: "\n")
                + "\nSupply the sources, or take what cannot be made off programmes: in the configuration; nothing was "
                + "published, so that no list looks like tonight's that is not"
        case .noOutcome(let reason): reason
        case .separated:
            "the terms tell the outcomes of all rows apart, so that without a penalty there is no fit: the coefficients "
                + "grow without end; give a penalty, or leave out the column that tells the outcome"
        case .notConverged(let norm): "the fit did not converge: its gradient norm is \(norm)"
        case .nothingToHold(let source, let age, let maximum):
            "the source \(source) is \(age) days old, and past \(maximum) its lists are to be held (when_too_old: hold), "
                + "but there are none of before; if lists of it are right, say `run --accept-changes`"
        case .optOutsCollapsed(let before, let now):
            "the opt-outs fell from \(before) to \(now) rows, by a fifth or more; if that is right, say "
                + "`run --accept-changes`"
        case .drifted(let warnings):
            warnings.joined(separator: " ")
                + " The configuration says when_drifted: refuse. Train it again; until then `run --accept-drift` makes "
                + "tonight's lists, and when_drifted: warn every night's"
        case .otherKey:
            "the published run's ids are not under tonight's key: nobody of the last issue would be known to stay, "
                + "no list could be held and no review would be remembered; restore the key, or say --new-key"
        case .runOfOtherKey(let run):
            "the ids of run \(run) are not under the key of this configuration; take the configuration that it was made by"
        case .purgedInPart(let taken, let runs):
            "\(taken); the ids of \(runs.joined(separator: ", ")) are not under the key of this configuration, and the "
                + "person may be in them: purge with the configuration that they were made by, or prune them"
        case .nobodyPurged(let runs):
            "nobody of this id is in any of \(runs) runs, or in the archives named: it may be mistyped, or was purged "
                + "before; nothing was taken out"
        case .noPseudonyms: "the ids of this configuration go out as they came: there is nothing to join back"
        case .noSuchPractice: "the run has no such practice"
        case .notAccountable(let option, .empty): "\(option) must say something: the audit log keeps it"
        case .notAccountable(let option, .namesPatient):
            "\(option) looks as if it named a patient, and the audit log must not; say it without"
        case .noAuthorisation(let file):
            "\(file): there is no such authorisation; whoever answers for the lists writes one"
        case .authorisationPast(let until): "the authorisation held until \(until); have it renewed"
        case .authorisationOfOthers(let file):
            "\(file): it must be its user's own, or root's, and nobody else may write it: chown it, and chmod go-w"
        case .optOutKindCollapsed(let kind, let before, let now):
            "the opt-outs of the kind \(kind) fell from \(before) to \(now) rows, by a fifth or more; if that is right, "
                + "say `run --accept-changes`"
        case .objectorsCollapsed(let kind, let before, let now):
            "the registered people \(kind.map { "whom the opt-outs have under the kind \($0)" } ?? "who object") fell from "
                + "\(before) to \(now), by a fifth or more, in practices that are as they were, however many rows there "
                + "are; if that is right, say `run --accept-changes`"
        case .nobodyScored: "nobody is registered on the index date: is it the right one?"
        case .nothingBefore(let indexDate, let firstDay):
            "nothing in the extracts is dated before the index date \(indexDate): the first event is of \(firstDay); is the "
                + "index date the right one?"
        case .noIndexDate(let design):
            "the design \(design) names no index date to train on: add index_dates, or say --index-date"
        case .rowsOfDischarges(let design):
            "\(design): a row of this design is a discharge, not a person on a day; export its own rows with "
                + "--rows design"
        case .indexDateOfDischarges(let design):
            "the design \(design) has a row for each discharge: it takes its days from there, not from --index-date"
        case .peopleNotConserved(let difference):
            "\(difference) people are neither scored nor under a reason; this is a fault of the program"
        case .cohortNotConserved(let programme, let difference):
            "\(programme): \(difference) people are under no heading; this is a fault of the program"
        case .scoresNotNumbers(let model, let people):
            "\(model): the score of \(people) people is no number, so that they have no place in a ranking; correct the "
                + "model's numbers, or the definitions of its features"
        case .runNotVerified(let run, let problems):
            "the run \(run) does not verify:\n" + problems.joined(separator: "\n")
        case .notARun(let text): "\"\(text)\" is no run's id; `runs` in the output directory has them"
        case .notAModel(let text): "\"\(text)\" is no model's name and version, such as emergency-admission/3"
        case .noRun: "no run is published yet"
        case .outputExists(let file): "\(file): is there already; name another, or remove it"
        case .noExtractsFound(let folder): "\(folder): no file in it is recognised as an extract"
        case .noRows(let file, let rows): "\(file): no row is one of: \(rows)"
        case .noTestDate(let design):
            "the design \(design) names no later rows to evaluate on: add test_index_dates, or say --index-date"
        case .notARisk(let model): "the model \(model) gives points, which have no calibration"
        case .slopeNotPositive(let model):
            "among these rows a higher score of \(model) goes with a lower risk: it cannot be recalibrated"
        case .noCaseload: "the design asks who was on a caseload, and the run has no source of caseload"
        case .givenTable(let sources):
            sources.isEmpty
                ? "no source reads the table of --features: give it as files: \"{features}\" to persons, opt_outs and "
                    + "whichever tables it feeds"
                : "\(sources.joined(separator: ", ")): reads the table that a run is given; say --features"
        case .noSuchProgramme(let id, let programmes):
            "the configuration has no programme \(id); it has \(programmes.joined(separator: ", "))"
        case .noOutcomeOf(let model):
            "the model \(model) comes without a design that tells what it foresees; name one with --design"
        case .noIssues(let programme, let from, let to):
            "no issue of \(programme) from \(from) to \(to) can be read in the runs"
        case .noLookback(let firstEvent, let needed):
            "the extracts' events begin on \(firstEvent), and the time before the first issue on \(needed); take "
                + "fewer --days, or a later --from"
        case .periodBackwards: "--to must not be before --from"
        case .noHoldOut(let programme, let from, let to):
            "no issue of \(programme) recorded a hold-out for the time at risk from \(from) to \(to); declare "
                + "holdout: in the programme, and evaluate on it when the time at risk of a later index date is over"
        case .holdOutMissing(let programme, let issue):
            "the issue of \(programme) on \(issue) kept no hold-out, so that its lists may have changed anybody's "
                + "outcome; take an index date from which on every issue kept it"
        case .holdOutRedrawn(let programme):
            "the hold-out of \(programme) was drawn by several seeds within the time at risk, so that nobody need have "
                + "been held out throughout; take an index date from which on it was drawn by one"
        case .noDesignToCompareBy: "name a --design, since neither of the two is a model's folder"
        case .rowsDiffer: "the two models' catalogues do not give the same rows, so that they cannot be compared"
        case .scoresDiffer(let file, let line):
            "\(file): line \(line): the id stands above with another score; give one score a person, or say of which row "
                + "each is in a column index_date"
        case .scoreWithoutDate(let file, let line):
            "\(file): line \(line), column index_date: a date is YYYY-MM-DD"
        case .scoresUndated(let file):
            "\(file): people are rows on several index dates, and the scores do not say on which they were made; add a "
                + "column index_date, YYYY-MM-DD"
        case .scoresOfSeveralRows(let file):
            "\(file): people have several of the rows that are compared, and nothing says of which the scores are; name the "
                + "table's column of dates in its design, under groups or in test, and add a column index_date, "
                + "YYYY-MM-DD, to the scores"
        case .scoresDated(let file):
            "\(file): has a column index_date, and the rows that are compared have no dates; leave it out, or name the "
                + "table's column of dates in its design, under groups or in test"
        case .scoresOfOtherRows(let file, let rows):
            "\(file): no score is of the rows that are compared, those of \(rows.joined(separator: ", ")); score these"
        case .noModel(let file): "\(file): there is no such model; `anticipate train` or `import` makes one"
        case .featuresUnknown(let features):
            "the catalogue has no \(features.joined(separator: ", ")); name its features, or say --ready-table"
        case .valueMissing(let file, let line, let columns):
            "\(file): \(line.map { "line \($0)" } ?? "a row") has no value of \(columns.joined(separator: ", ")), and the model has no stand-in for "
                + "one; give the value, or missing_as in the model"
        case .noArchive(let date, let dates):
            "there is no archive of \(date); "
                + (dates.isEmpty ? "the folder holds none" : "there are those of \(dates.joined(separator: ", "))")
        case .noArchives(let folder): "\(folder): there is no such folder of archives, or it cannot be read"
        case .archiveUnusable(let date, let fault): "the archive of \(date) cannot be used: \(fault.words)"
        case .archiveOfOtherFeatures(let date, let features):
            "the archive of \(date) has other definitions of \(features.joined(separator: ", ")) than the catalogue; "
                + "take the catalogue and the code lists of then, or leave these features out"
        case .archiveOfDischarges(let design):
            "the design \(design) has a row for each discharge, and an archive holds index dates alone: leave out "
                + "--archive"
        case .programmeOfDischarges(let design):
            "the design \(design) has a row for each discharge, and a programme chooses on an index date: leave out "
                + "--programme"
        case .noSuchGroup(let name): "reading_group: there is no group \"\(name)\" on this machine"
        }
    }
}
