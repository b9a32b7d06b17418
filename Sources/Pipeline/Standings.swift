import Accounts
import Cohorts
import FeatureData
import Records

/// Who is scored as at the index date and why the others are not: the only map from a row to a person.
struct Standings: Sendable {
    /// By RowID: the person's number. Rows are in person id order, as persons are.
    let scored: [Int32]
    /// By person.
    let all: [Standing]

    /// - Parameter objectors: persons who object to what they are looked at for, beside those whom Ingest has barred.
    init(_ persons: Persons, at indexDay: Day, objectors: Set<Int32> = []) {
        let all = (0..<persons.count).map { person in
            objectors.contains(Int32(person)) ? .objected : persons.standing(of: person, at: indexDay)
        }
        self.all = all
        scored = all.indices.filter { all[$0] == .scored }.map { Int32($0) }
    }

    var account: PeopleAccount {
        var notScored: [String: Int] = [:]
        for standing in all where standing != .scored { notScored[standing.rawValue, default: 0] += 1 }
        return PeopleAccount(registered: all.count, scored: scored.count, notScored: notScored)
    }
}

extension Attributes {
    /// The facts of registration that programmes may ask for and lists are divided by.
    init(_ population: Population, rows: [Int32]) {
        let persons = population.persons
        var attributes: [Attribute] = []
        for field in ["practice_code", "care_home", "home_id", "ethnicity", "sex", "lsoa"] {
            guard let attribute = Attribute(persons, field: field, rows: rows) else { continue }
            attributes.append(attribute)
        }
        if let practice = attributes.first(where: { $0.name == "practice" }) {
            let own = Attribute(persons, field: "neighbourhood", rows: rows)
            attributes.append(.neighbourhood(own, practice: practice, practices: population.practices))
        }
        self.init(rowCount: rows.count, attributes)
    }
}

extension Attribute {
    /// A field of the persons table; nil where the run does not have it.
    fileprivate init?(_ persons: Persons, field: String, rows: [Int32]) {
        guard case .codes(let ids, let dictionary)? = persons.column(field) else { return nil }
        let order = dictionary.indices.dropFirst().sorted {
            dictionary[$0].utf8.lexicographicallyPrecedes(dictionary[$1].utf8)
        }
        var places = [Int32](repeating: Self.missing, count: dictionary.count)
        for (place, id) in order.enumerated() { places[id] = Int32(place) }
        self.init(
            name: field == "practice_code" ? "practice" : field, values: order.map { dictionary[$0] },
            codes: rows.map { places[ids[Int($0)]] })
    }

    /// The person's own neighbourhood, or else the practice's.
    fileprivate static func neighbourhood(
        _ own: Attribute?, practice: Attribute, practices: [String: Practice]
    ) -> Attribute {
        let ofPractice = practice.values.map { code -> String? in
            let neighbourhood = practices[code]?.neighbourhood ?? ""
            return neighbourhood.isEmpty ? nil : neighbourhood
        }
        let values = Set((own?.values ?? []) + ofPractice.compactMap(\.self))
            .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        let places = Dictionary(uniqueKeysWithValues: zip(values, Int32(0)...))
        let ownPlaces = own?.values.map { places[$0]! } ?? []
        let practicePlaces = ofPractice.map { $0.map { places[$0]! } ?? missing }
        return Attribute(
            name: "neighbourhood", values: values,
            codes: practice.codes.indices.map { row in
                if let own, own.codes[row] != missing { return ownPlaces[Int(own.codes[row])] }
                return practice.codes[row] == missing ? missing : practicePlaces[Int(practice.codes[row])]
            })
    }
}
