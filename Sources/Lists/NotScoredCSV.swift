import Tabular

/// Writes the people of a practice whom the run could not score, with the reason.
public enum NotScoredCSV {
    /// The sink stays open.
    public static func write(_ people: [PracticeLists.NotScored], to sink: any ByteSink) throws {
        var writer = CSVWriter(sink, neutralisesFormulas: true)
        try writer.row(["person_id", "reason"])
        for person in people { try writer.row([person.personID, person.why]) }
        try writer.flush()
    }
}
