import Tabular

extension ListHeaderJSON {
    /// A header that `text` wrote, read back.
    ///
    /// - Parameter rows: of the list, whose risks are what is expected.
    /// - Returns: nil where it is none, or one of a version that did not tell all of it.
    public static func header(_ json: JSONValue, of rows: [ListRow]) -> ListHeader? {
        guard json["format_version"]?.asInteger == 2, let programme = json["programme"].flatMap(programme),
            let place = json["list"].flatMap(place), let counts = json["counts"].flatMap(counts),
            let indexDate = json["index_date"]?.asString, let runDate = json["run_date"]?.asString,
            let isDemonstration = json["demonstration"]?.asBool, let isHeld = json["held"]?.asBool,
            let model = json["model"]?["name"]?.asString, let version = json["model"]?["version"]?.asString,
            let sources = json["sources"]?.elements(source), let notScored = json["not_scored"]?.elements(people),
            let notes = json["notes"]?.elements(\.asString), let expected = json["expected"], let issue = json["issue"]
        else { return nil }
        var header = ListHeader(
            programme: programme, place: place, indexDate: indexDate, runDate: runDate,
            isDemonstration: isDemonstration, modelName: model, modelVersion: version, counts: counts,
            sources: sources, notes: notes, notScored: notScored, isHeld: isHeld)
        if issue != .null {
            guard let read = self.issue(issue) else { return nil }
            header.issue = read
        }
        if expected != .null {
            guard let read = expectation(expected, rows) else { return nil }
            header.expectation = read
        }
        if let parts = json["parts"] {
            guard let read = self.parts(parts) else { return nil }
            header.parts = read
        }
        header.heldFrom = json["held_from"]?.asString
        header.heldFromRun = json["held_from_run"]?.asString
        header.run = json["run"]?.asString
        return header
    }

    private static func programme(_ json: JSONValue) -> ListProgramme? {
        guard let id = json["id"]?.asString, let title = json["title"]?.asString, let rule = json["rule"]?.asString,
            let scale = json["scale"]?.asString.flatMap(ListProgramme.Scale.init)
        else { return nil }
        return ListProgramme(id: id, title: title, rule: rule, riskOf: json["risk_of"]?.asString, scale: scale)
    }

    private static func place(_ json: JSONValue) -> ListPlace? {
        guard let kind = json["kind"]?.asString.flatMap(ListPlace.Kind.init), let code = json["code"]?.asString,
            let name = json["name"]?.asString
        else { return nil }
        return ListPlace(kind: kind, code: code, name: name)
    }

    private static func counts(_ json: JSONValue) -> ListCounts? {
        guard let eligible = json["eligible"]?.asInteger, let shown = json["shown"]?.asInteger,
            let leftOut = json["left_out"]?.elements(people), let below = json["below_the_line"]?.asInteger,
            let near = json["near_misses"]?.asInteger
        else { return nil }
        return ListCounts(
            eligible: eligible, shown: shown, leftOut: leftOut, belowTheLine: below, nearMisses: near)
    }

    private static func people(_ json: JSONValue) -> ListCounts.LeftOut? {
        guard let why = json["why"]?.asString else { return nil }
        if let unknown = json["unknown"]?.asString { return ListCounts.LeftOut(why: why, people: 0, unknown: unknown) }
        return json["people"]?.asInteger.map { ListCounts.LeftOut(why: why, people: $0) }
    }

    private static func source(_ json: JSONValue) -> ListSource? {
        guard let name = json["name"]?.asString, let isMissing = json["missing"]?.asBool else { return nil }
        return ListSource(
            name: name, extractedOn: json["extracted_on"]?.asString, completeTo: json["complete_to"]?.asString,
            ageInDays: json["age_in_days"]?.asInteger, isMissing: isMissing, note: json["note"]?.asString)
    }

    private static func issue(_ json: JSONValue) -> ListIssue? {
        guard let number = json["number"]?.asInteger, let date = json["date"]?.asString,
            let isIssued = json["is_issue"]?.asBool
        else { return nil }
        let movement = json["entered"]?.asInteger.flatMap { entered in
            json["left"]?.asInteger.map { left in
                ListIssue.Movement(
                    entered: entered, left: left, reasons: json["left_by_reason"]?.elements(people) ?? [])
            }
        }
        return ListIssue(number: number, date: date, isIssued: isIssued, movement: movement)
    }

    private static func expectation(_ json: JSONValue, _ rows: [ListRow]) -> ListExpectation? {
        guard let cut = json["cut"] else { return nil }
        let evaluated = cut.asString.flatMap { cut in
            json["positive_predictive_value"]?.asNumber.map {
                ListExpectation.Evaluated(.init(cut: cut), positivePredictiveValue: $0)
            }
        }
        let isUnreadable = json["evaluation_unreadable"]?.asBool == true
        return ListExpectation(
            rows, evaluation: evaluated.map { .found($0) } ?? (isUnreadable ? .unreadable : .absent))
    }

    private static func parts(_ json: JSONValue) -> ListParts? {
        let parts = json["counts"]?.elements { part -> ListParts.Part? in
            guard let name = part["name"]?.asString, let eligible = part["eligible"]?.asInteger,
                let shown = part["shown"]?.asInteger
            else { return nil }
            return ListParts.Part(name: name, eligible: eligible, shown: shown)
        }
        guard let by = json["by"]?.asString, let parts else { return nil }
        return ListParts(title: by.prefix(1).uppercased() + by.dropFirst(), parts: parts)
    }
}
