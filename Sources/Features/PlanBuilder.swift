import Configuration
import FeatureData
import Records

/// Ties features to the columns of a population, one after the other.
struct PlanBuilder {
    let histories: Histories
    let lists: CodeLists
    private var columns: [FeatureColumn] = []
    private var persons: PersonProgram
    private var tables: [TableProgram] = []
    private var filters: [[Filter]] = []
    private var diagnoses: DiagnosisProgram?
    private var derived: [DerivedColumn] = []
    private var slots = 0

    private struct Filter: Equatable {
        let filter: Condition?
        let ifGiven: Condition?
    }

    init(histories: Histories, lists: CodeLists) {
        self.histories = histories
        self.lists = lists
        persons = PersonProgram(persons: histories.persons, indexDay: histories.indexDay)
    }

    func plan(unavailable: [(feature: String, reason: String)]) -> FeaturePlan {
        FeaturePlan(
            columns: columns, unavailable: unavailable, persons: persons, tables: tables, diagnoses: diagnoses,
            derived: derived, usual: columns.map(\.usual))
    }

    /// - Parameter feature: is available.
    mutating func add(_ feature: FeatureDefinition, fingerprint: String) {
        let column = columns.count
        var usual = 0.0
        switch feature.measure {
        case .person(let measure):
            add(measure, column)
            usual = measure.usual
        case .events(let measure):
            usual = measure.fallback
            add(measure, column)
        case .condition(let measure):
            addCodes(of: measure, column)
            addDiagnoses(of: measure, column)
        case .groups(let measure): add(measure, column)
        case .sum(let names):
            derived.append(
                .init(column: column, kind: .sum(columns.indices.filter { names.contains(columns[$0].name) })))
        case .difference(let first, let second):
            let (first, second) = (place(of: first), place(of: second))
            derived.append(.init(column: column, kind: .difference(first, second)))
            usual = columns[first].usual - columns[second].usual
        case .ratio(let first, let second, let fallback):
            derived.append(
                .init(column: column, kind: .ratio(place(of: first), place(of: second), fallback: fallback)))
            usual = fallback
        }
        columns.append(
            FeatureColumn(
                name: feature.name, usual: usual, fingerprint: fingerprint, reason: feature.reason,
                detail: feature.detail, family: feature.family, isOfNow: feature.measure.isOfNow))
    }

    /// The column of a feature that stands before; the reader has made sure that there is one.
    private func place(of name: String) -> Int { columns.firstIndex { $0.name == name }! }

    // MARK: Registration

    private mutating func add(_ measure: PersonMeasure, _ column: Int) {
        let value: PersonProgram.Item.Value
        switch measure.value {
        case .age: value = .age
        case .season(let season): value = .constant(season.value(on: histories.indexDay))
        case .test(let condition):
            value = .test(RowTest(condition, in: histories.persons) { lists[$0] })
        case .field(let field):
            guard case .codes(let ids, let dictionary)? = histories.persons.column(field) else { return }
            value = .number(ids, dictionary.map { Setting.number($0) ?? .nan })
        }
        persons.items.append(
            .init(
                column: column, value: value, below: measure.below, above: measure.above, fallback: measure.fallback))
    }

    // MARK: Events

    private mutating func add(_ measure: EventMeasure, _ column: Int) {
        guard let timeline = histories.timeline(measure.table) else { return }
        var ifGiven = measure.filterIfGiven
        if let condition = ifGiven, condition.fields.contains(where: { !timeline.facts.has($0) }) { ifGiven = nil }
        let days = measure.window.days(at: histories.indexDay, facts: timeline.facts)
        let (program, bit) = place(Filter(filter: measure.filter, ifGiven: ifGiven), timeline)
        tables[program].operations[bit].append(
            TableProgram.Operation(
                kind: kind(measure.aggregate, timeline), column: column, slot: slots,
                first: PackedDay(clamping: days.lowerBound), end: PackedDay(clamping: days.upperBound),
                reckonedFrom: PackedDay(
                    clamping: measure.window.reckonedFrom(histories.indexDay, facts: timeline.facts)),
                state: measure.state))
        if case .within = measure.aggregate { tables[program].hasWithin = true }
        // A change remembers two values.
        if case .change = measure.aggregate { slots += 1 }
        slots += 1
    }

    private func kind(_ aggregate: EventMeasure.Aggregate, _ timeline: Timeline) -> TableProgram.Operation.Kind {
        func codes(_ field: String) -> CodeReader { timeline.codes(field)! }
        func numbers(_ field: String) -> NumberReader { timeline.numbers(field)! }
        switch aggregate {
        case .rows: return .count
        case .days: return .countDays
        case .any: return .any
        case .sum(let field): return .sum(numbers(field))
        case .least(let field): return .least(numbers(field))
        case .greatest(let field): return .greatest(numbers(field))
        case .mean(let field): return .mean(numbers(field))
        case .decayed(let halfLife, let field): return .decayed(field.map(numbers), halfLife: halfLife)
        case .change(let field, let tie): return .change(numbers(field), tie)
        case .latest(let field, let tie): return .latest(numbers(field), tie)
        case .latestListed(let list, let field, let tie):
            let reader = codes(field)
            return .latestListed(reader, values: values(of: reader.dictionary, list), tie)
        case .earliest(let field, let tie): return .earliest(numbers(field), tie)
        case .earliestListed(let list, let field, let tie):
            let reader = codes(field)
            return .earliestListed(reader, values: values(of: reader.dictionary, list), tie)
        case .daysSince(let most): return .daysSince(most: Double(most))
        case .daysPast(let field): return .daysPast(timeline.days(field)!)
        case .nights: return .nights
        case .within(let days): return .within(days: days)
        case .distinct(let field, let characters):
            let reader = codes(field)
            return .distinct(reader, groups: Self.groups(reader.dictionary, characters: characters))
        }
    }

    /// The values that a list gives codes; NaN where it gives none.
    private func values(of codes: [String], _ list: String) -> [Double] {
        let list = lists[list]
        return codes.map { list?.value(of: $0) ?? .nan }
    }

    /// Numbers for the distinct values of a dictionary, or of their first characters; 0 for the missing value.
    private static func groups(_ dictionary: [String], characters: Int?) -> [UInt32] {
        var numbers: [Substring: UInt32] = [:]
        return dictionary.map { code in
            guard !code.isEmpty else { return 0 }
            let stem = characters.map { code.prefix($0) } ?? code[...]
            let number = numbers[stem] ?? UInt32(numbers.count + 1)
            numbers[stem] = number
            return number
        }
    }

    /// The program and bit of a filter, new where no feature had it before.
    private mutating func place(_ filter: Filter, _ timeline: Timeline) -> (program: Int, bit: Int) {
        for program in tables.indices where tables[program].timeline.table == timeline.table {
            if let bit = filters[program].firstIndex(of: filter) { return (program, bit) }
        }
        let open = tables.indices.last { tables[$0].timeline.table == timeline.table && filters[$0].count < 64 }
        let program = open ?? tables.count
        if open == nil {
            let ends = timeline.table.endField.flatMap { timeline.days($0) }
            tables.append(TableProgram(timeline: timeline, ends: ends))
            filters.append([])
        }
        let bit = filters[program].count
        filters[program].append(filter)
        tables[program].operations.append([])
        tables[program].all |= 1 << UInt64(bit)
        for part in [filter.filter, filter.ifGiven].compactMap(\.self).flatMap(\.conjuncts) {
            restrict(program, bit, part, timeline)
        }
        return (program, bit)
    }

    /// Has one test of a filter take part in its bit.
    private mutating func restrict(_ program: Int, _ bit: Int, _ part: Condition, _ timeline: Timeline) {
        let test = RowTest(part, in: timeline) { lists[$0] }
        guard let (reader, field, accepted) = test.singleColumn(part) else {
            tables[program].slow.append(.init(bit: 1 << UInt64(bit), test: test))
            return
        }
        let others = ~(1 << UInt64(bit)) as UInt64
        let place = tables[program].masks.firstIndex { $0.field == field }
        var bits = place.map { tables[program].masks[$0].bits } ?? Array(repeating: .max, count: accepted.count)
        for id in accepted.indices where !accepted[id] { bits[id] &= others }
        let mask = TableProgram.CodeMask(field: field, reader: reader, bits: bits)
        if let place { tables[program].masks[place] = mask } else { tables[program].masks.append(mask) }
    }

    // MARK: Diagnoses

    private mutating func addCodes(of measure: ConditionMeasure, _ column: Int) {
        add(
            EventMeasure(
                table: .gpEvents, filter: .isInList(field: "code", list: measure.list), filterIfGiven: nil,
                window: Window(length: .ever, gap: measure.window.gap), state: .any, aggregate: .any, fallback: 0),
            column)
    }

    private mutating func addDiagnoses(of measure: ConditionMeasure, _ column: Int) {
        guard let list = lists[measure.list]?.only(system: "icd10") else { return }
        withPass(measure.window, groups: 1) { pass, diagnoses in
            let bit = diagnoses.addBit(pass, list)
            diagnoses.passes[pass].targets.append(.condition(bit: bit, column: column))
        }
    }

    private mutating func add(_ measure: GroupMeasure, _ column: Int) {
        guard let list = lists[measure.list] else { return }
        let groups = list.groups
        withPass(measure.window, groups: groups.count) { pass, diagnoses in
            let bits = Dictionary(
                uniqueKeysWithValues: groups.map { ($0, diagnoses.addBit(pass, list.only(group: $0))) })
            let weights = groups.map { group in
                DiagnosisProgram.Weight(
                    bit: bits[group]!, weight: list.only(group: group).entries.first?.value ?? 1,
                    supersededBy: measure.supersedes.filter { $0.value == group }
                        .reduce(0) { $0 | (bits[$1.key].map { 1 << UInt64($0) } ?? 0) })
            }
            diagnoses.passes[pass].targets.append(.weights(weights, column: column))
        }
    }

    /// Finds a pass over a window with room for so many more groups.
    private mutating func withPass(_ window: Window, groups: Int, _ body: (Int, inout DiagnosisProgram) -> Void) {
        guard let timeline = histories.timeline(.admissions), let ends = timeline.days("discharge_date"),
            let primary = timeline.codes("primary_diagnosis")
        else { return }
        var program =
            diagnoses
            ?? DiagnosisProgram(
                timeline: timeline, ends: ends, primary: primary,
                secondary: timeline.codeLists("secondary_diagnoses"))
        let days = window.days(at: histories.indexDay, facts: timeline.facts)
        let (first, end) = (PackedDay(clamping: days.lowerBound), PackedDay(clamping: days.upperBound))
        let place = program.passes.firstIndex { $0.first == first && $0.end == end && $0.used + groups <= 64 }
        if place == nil {
            program.passes.append(
                .init(
                    first: first, end: end, primary: Array(repeating: 0, count: primary.dictionary.count),
                    secondary: Array(repeating: 0, count: program.secondary?.dictionary.count ?? 0)))
        }
        body(place ?? program.passes.count - 1, &program)
        diagnoses = program
    }
}

extension PersonMeasure {
    /// What most people have, as far as it can be foreseen: the same on every index date.
    fileprivate var usual: Double {
        switch value {
        case .age, .season: 0
        case .field, .test: fallback
        }
    }
}

extension Condition {
    /// The tests that must all hold.
    fileprivate var conjuncts: [Condition] {
        if case .all(let parts) = self { return parts.flatMap(\.conjuncts) }
        return [self]
    }
}

extension RowTest {
    /// Where the test looks at one column of codes: its reader, and the codes that it accepts.
    fileprivate func singleColumn(_ condition: Condition) -> (CodeReader, field: String, accepted: [Bool])? {
        guard condition.fields.count == 1, let field = condition.fields.first else { return nil }
        switch self {
        case .codes(let reader, let accepted): return (reader, field, accepted)
        case .not(let inner): return inner.singleColumn(condition).map { ($0.0, field, $0.accepted.map { !$0 }) }
        default: return nil
        }
    }
}
