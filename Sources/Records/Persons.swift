/// The registered persons: one row each, in bytewise order of their ids.
public struct Persons: Sendable {
    public let ids: PersonIDs
    public let facts: SourceFacts
    /// By canonical field name; days as in `lifeDays`.
    let columns: [String: Column]
    let lifeDays: LifeDays
    /// Why a person is not scored at any index day; nil for those whom the index day decides.
    let barred: PackedArray<UInt8>

    /// The days that decide whether a person is scored.
    public struct LifeDays: Sendable {
        let birth, registeredFrom, registeredTo, death: PackedArray<PackedDay>

        public init(
            birth: PackedArray<PackedDay>, registeredFrom: PackedArray<PackedDay>,
            registeredTo: PackedArray<PackedDay>, death: PackedArray<PackedDay>
        ) {
            self.birth = birth
            self.registeredFrom = registeredFrom
            self.registeredTo = registeredTo
            self.death = death
        }
    }

    /// What bars a person from every score, whatever the index day.
    public enum Bar: UInt8, Sendable {
        case none, objected, conflicting, registrationSetAside
    }

    /// - Parameters:
    ///   - columns: the fields without days, by canonical name.
    ///   - barred: a `Bar.rawValue` a person.
    public init(
        ids: PersonIDs, facts: SourceFacts, columns: [String: Column], lifeDays: LifeDays,
        barred: PackedArray<UInt8>
    ) {
        self.ids = ids
        self.facts = facts
        self.columns = columns
        self.lifeDays = lifeDays
        self.barred = barred
    }

    public var count: Int { ids.count }

    /// Whether anybody has a registration that was accepted.
    public var hasAnybody: Bool { (0..<count).contains { bar(of: $0) == .none || bar(of: $0) == .objected } }

    public var births: PackedArray<PackedDay> { lifeDays.birth }
    public var deaths: PackedArray<PackedDay> { lifeDays.death }
    /// The day on which each stopped being registered.
    public var departures: PackedArray<PackedDay> { lifeDays.registeredTo }

    public func bar(of person: Int) -> Bar { Bar(rawValue: barred[person])! }

    /// Who is scored as at the index day: born, registered, not dead before it, not objecting.
    public func standing(of person: Int, at indexDay: Day) -> Standing {
        switch bar(of: person) {
        case .objected: return .objected
        case .conflicting: return .conflicting
        case .registrationSetAside: return .registrationSetAside
        case .none: break
        }
        let index = PackedDay(clamping: indexDay)
        if lifeDays.birth[person] > index { return .notYetBorn }
        let (from, to) = (lifeDays.registeredFrom[person], lifeDays.registeredTo[person])
        let death = lifeDays.death[person]
        if !death.isMissing, death < index { return .died }
        if !from.isMissing, from > index { return .notYetRegistered }
        if !to.isMissing, to <= index { return .left }
        return .scored
    }

    /// Whether a person, by the facts known on a later day, has died or left since they were scored.
    public func hasDiedOrLeft(_ person: Int, by day: Day) -> Standing? {
        let day = PackedDay(clamping: day)
        let (to, death) = (lifeDays.registeredTo[person], lifeDays.death[person])
        if !death.isMissing, death <= day { return .died }
        if !to.isMissing, to <= day { return .left }
        return nil
    }

    public func dateOfBirth(of person: Int) -> Day { lifeDays.birth[person].day }

    /// A field without days, as extracted.
    public func column(_ field: String) -> Column? { columns[field] }
}
