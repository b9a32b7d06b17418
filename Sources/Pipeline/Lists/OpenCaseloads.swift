import Records

/// The programmes on whose caseload a person is on the day of the run.
struct OpenCaseloads {
    private let timeline: Timeline?
    private let programmes: CodeReader?
    private let ends: DayReader?

    init(_ population: Population, on runDay: Day) {
        timeline = population.histories(at: runDay.adding(days: 1)).timeline(.caseload)
        programmes = timeline?.codes("programme")
        ends = timeline?.days("end_date")
    }

    /// Why it is not known who is on a caseload; nil where the run has caseloads.
    var unknown: String? { timeline == nil ? "no caseload extract is read" : nil }

    /// Their names, sorted; nil where the run has no caseloads.
    func programmes(of person: Int) -> [String]? {
        guard let timeline, let programmes else { return nil }
        let entries = timeline.rows(of: person)
        let open = (0..<entries.count).filter { ends?.day(entries, $0).isMissing != false }
        return Set(open.map { programmes.dictionary[programmes.id(entries, $0)] }).sorted()
    }
}
