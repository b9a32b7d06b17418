import Configuration
import FeatureData
import Foundation
import Records

/// The features that can be computed, as a YAML file defines them, with their code lists.
public struct Catalogue: Sendable {
    public let name: String
    let features: [FeatureDefinition]
    let lists: CodeLists
    /// What the lines after these may name.
    let filters: [(name: String, condition: Condition)]
    let groupWords: [String: String]
    /// By feature: SHA-256 of its whole definition, its code lists included.
    let fingerprints: [String]
    /// Of all features of the file together.
    public let fingerprint: String

    /// The names of the features, in column order.
    public var featureNames: [String] { features.map(\.name) }

    /// Reads a catalogue.
    /// - Parameters:
    ///   - path: the YAML file.
    ///   - codeLists: the folder of the code lists that it names.
    ///   - hash: SHA-256 of a text, as hexadecimal digits.
    /// - Throws: `SettingsRefused` with everything that is wrong in it, by line.
    public init(path: String, codeLists: String, hash: (String) -> String) throws(SettingsRefused) {
        let file = "catalogues/" + URL(filePath: path).lastPathComponent
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw SettingsRefused(
                problems: [SettingProblem(file: file, line: 0, column: 0, message: "there is no such catalogue")])
        }
        try self.init(text: text, file: file, codeLists: codeLists, hash: hash)
    }

    /// Reads a catalogue from text.
    public init(text: String, file: String, codeLists: String, hash: (String) -> String) throws(SettingsRefused) {
        let problems = Problems()
        let lists = CodeLists(folder: codeLists, problems: problems)
        var reader = CatalogueReader(lists: lists, problems: problems)
        reader.read(text, file: file)
        try problems.throwIfAny()
        let features = reader.features
        name = reader.name
        self.features = features
        self.lists = lists
        filters = reader.filters
        groupWords = reader.groupWords
        fingerprints = Self.fingerprints(of: features[...], among: features, lists, hash)
        fingerprint = hash(fingerprints.joined(separator: "\n"))
    }

    /// By feature: what it is told from others by; what is taken on trust, by its name.
    static func fingerprints(
        of some: ArraySlice<FeatureDefinition>, among all: [FeatureDefinition], _ lists: CodeLists,
        _ hash: (String) -> String
    ) -> [String] {
        some.map { feature in
            feature.isReady
                ? FeatureColumn.fingerprint(ofReady: feature.name)
                : hash(FeatureText.canonical(feature, lists: lists, among: all))
        }
    }

    /// The same catalogue with other features.
    init(_ catalogue: Catalogue, features: [FeatureDefinition], fingerprints: [String]) {
        name = catalogue.name
        lists = catalogue.lists
        filters = catalogue.filters
        groupWords = catalogue.groupWords
        fingerprint = catalogue.fingerprint
        self.features = features
        self.fingerprints = fingerprints
    }

    /// The fingerprint of a feature; nil where the catalogue does not have it.
    public func fingerprint(of feature: String) -> String? {
        features.firstIndex { $0.name == feature }.map { fingerprints[$0] }
    }

    /// Whether there is a code list, or a group of one as `list.group`.
    public func hasList(_ name: String) -> Bool { lists[name] != nil }

    /// What Ingest must keep for these features.
    public var retention: Retention {
        var retention = Retention()
        for feature in features { retention.add(feature.measure) }
        for table in retention.fields.keys {
            retention.rows[table] = RowInterestFinder(lists: lists, features: features).codes(of: table)
        }
        return retention
    }
}

extension Catalogue {
    /// The features that somebody else computes, each with the field of persons that it is read from.
    public var readyFields: [String: String] {
        let read = features.compactMap { feature -> (String, String)? in
            guard case .person(let person) = feature.measure, case .field(let field) = person.value, person.isReady
            else { return nil }
            return (feature.name, field)
        }
        return Dictionary(read, uniquingKeysWith: { first, _ in first })
    }
}

extension Retention {
    fileprivate mutating func add(_ measure: Measure) {
        switch measure {
        case .person, .sum, .difference, .ratio: return
        case .events(let events): fields[events.table, default: []].formUnion(events.fields)
        case .condition:
            fields[.gpEvents, default: []].insert("code")
            fields[.admissions, default: []].formUnion(GroupMeasure.fields)
        case .groups: fields[.admissions, default: []].formUnion(GroupMeasure.fields)
        }
    }
}

extension GroupMeasure {
    /// Diagnoses, and the end that tells whether the spell is closed.
    static let fields: Set<String> = ["primary_diagnosis", "secondary_diagnoses", "discharge_date"]
}

extension EventMeasure {
    /// The fields that the measure looks at, beside the day.
    var fields: Set<String> {
        var fields = (filter?.fields ?? []).union(filterIfGiven?.fields ?? [])
        switch aggregate {
        case .distinct(let field, _), .sum(let field), .least(let field), .greatest(let field), .mean(let field),
            .latest(let field, _), .latestListed(_, let field, _), .earliest(let field, _),
            .earliestListed(_, let field, _), .change(let field, _):
            fields.insert(field)
        case .daysPast(let field): fields.insert(field)
        case .decayed(_, let field): if let field { fields.insert(field) }
        case .nights, .within: if let end = table.endField { fields.insert(end) }
        case .rows, .days, .any, .daysSince: break
        }
        if state != .any, let end = table.endField { fields.insert(end) }
        return fields
    }

    /// The fields without which the feature is not available.
    var neededFields: Set<String> {
        fields.subtracting((filterIfGiven?.fields ?? []).subtracting(filter?.fields ?? []))
    }
}

extension EventMeasure.Aggregate {
    /// Whether a row counts by the row before it, which need not meet the filter.
    fileprivate var looksAtRowsBefore: Bool {
        if case .within = self { return true }
        return false
    }
}

/// Finds the codes that all features of a table have in common, so that other rows need not be kept.
private struct RowInterestFinder {
    let lists: CodeLists
    let features: [FeatureDefinition]

    /// Nil where some feature looks at every row.
    func codes(of table: Table) -> Retention.CodesOfInterest? {
        var field: String?
        var (codes, prefixes): (Set<String>, Set<String>) = ([], [])
        for feature in features {
            guard let (own, entries) = interest(of: feature.measure, table) else { continue }
            guard let own, field == nil || field == own else { return nil }
            field = own
            for entry in entries {
                if entry.isPrefix { prefixes.insert(entry.code) } else { codes.insert(entry.code) }
            }
        }
        return field.map { Retention.CodesOfInterest(field: $0, codes: codes, prefixes: prefixes) }
    }

    /// The field and codes that bound a measure's rows; no field where nothing does; nil where it looks elsewhere.
    private func interest(of measure: Measure, _ table: Table) -> (field: String?, [CodeList.Entry])? {
        switch measure {
        case .condition(let condition):
            if table == .gpEvents { return ("code", lists[condition.list]?.only(system: "snomed").entries ?? []) }
            return table == .admissions ? (nil, []) : nil
        case .groups: return table == .admissions ? (nil, []) : nil
        case .events(let events) where events.table == table:
            guard !events.aggregate.looksAtRowsBefore, let test = events.filter?.boundingTest else { return (nil, []) }
            return (test.field, lists[test.list]?.entries ?? [])
        case .events, .person, .sum, .difference, .ratio: return nil
        }
    }
}
