import FeatureData
import Records

/// An archive's people whom today's extracts still know, and where the others are.
struct PresentRows: Sendable {
    /// The numbers of people in the population, in person id order.
    let persons: [Int32]
    /// Their features and facts as archived.
    let matrix: FeatureMatrix
    let groups: Attributes
    /// By reason, the others.
    let lost: [String: Int]

    /// The rule of those whom the extracts hold no more.
    static let gone = "no_longer_in_the_extracts"

    /// Who objects today, or whose registration is not to be had, is no row either: their events are withheld, so that
    /// their outcome is not known.
    init(_ archived: FeatureArchive.Rows, _ population: Persons, at day: Day) {
        var (persons, places): ([Int32], [Int]) = ([], [])
        var lost: [String: Int] = [:]
        for (place, id) in archived.ids.enumerated() {
            guard let person = population.ids.person(withID: id) else {
                lost[Self.gone, default: 0] += 1
                continue
            }
            guard population.bar(of: person) == .none else {
                lost[population.standing(of: person, at: day).rawValue, default: 0] += 1
                continue
            }
            persons.append(Int32(person))
            places.append(place)
        }
        self.persons = persons
        self.lost = lost
        matrix = archived.matrix.selecting(places)
        groups = archived.groups.selecting(places)
    }
}

extension Attributes {
    /// The facts of some of the rows, in the order given.
    func selecting(_ rows: [Int]) -> Attributes { Attributes(rowCount: rows.count, all.map { $0.selecting(rows) }) }

    /// The facts of several days, one after the other, as far as all have them.
    static func joined(_ parts: [Attributes]) -> Attributes {
        let names = (parts.first?.all.map(\.name) ?? []).filter { name in parts.allSatisfy { $0[name] != nil } }
        let all = names.map { name in
            Attribute(
                name: name,
                texts: parts.flatMap { part in
                    part[name].map { own in own.codes.indices.map { own[RowID($0)] } } ?? []
                })
        }
        return Attributes(rowCount: parts.reduce(0) { $0 + $1.rowCount }, all)
    }
}
