import FeatureData
import Records

extension Attribute {
    /// The hospital in which a person lies on the index date.
    static let providerName = "provider"

    static let providerRetention = Retention(fields: [.admissions: ["provider_code", "discharge_date"]])

    /// The provider of each person's latest spell that is open at 00:00 on the index date; nil where the run has no
    /// such source.
    static func provider(_ histories: Histories, rows: [Int32]) -> Attribute? {
        guard let timeline = histories.timeline(.admissions), let codes = timeline.codes("provider_code"),
            let ends = timeline.days("discharge_date")
        else { return nil }
        let texts = rows.map { person -> String? in
            let spells = timeline.rows(of: Int(person))
            let open = (0..<spells.count).last { ends.day(spells, $0).isMissing }
            return open.map { codes.dictionary[codes.id(spells, $0)] }.flatMap { $0.isEmpty ? nil : $0 }
        }
        return Attribute(name: providerName, texts: texts)
    }
}

extension Attributes {
    /// The facts of registration, and of those that must be looked for among events the ones that are asked for.
    init(_ population: Population, rows: [Int32], asked: Set<String>, at indexDay: Day) {
        let registered = Attributes(population, rows: rows)
        guard asked.contains(Attribute.providerName),
            let provider = Attribute.provider(population.histories(at: indexDay), rows: rows)
        else {
            self = registered
            return
        }
        self.init(rowCount: rows.count, registered.all + [provider])
    }
}
