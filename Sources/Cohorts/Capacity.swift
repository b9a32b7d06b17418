/// How many a programme takes of each practice: its own number, or what each practice has places for.
///
/// ```yaml
/// select: { per_practice: 10, places_of: community matron }
/// ```
public struct Capacity: Sendable, Equatable {
    /// Places that a table gives, practice by practice.
    public struct Table: Sendable, Equatable {
        /// Its file's name, for messages and lists.
        public let file: String
        /// By practice code.
        public let places: [String: Int]
        /// Of a practice that it does not name; nil where that is refused.
        public let others: Int?

        public init(file: String, places: [String: Int], others: Int?) {
            self.file = file
            self.places = places
            self.others = others
        }
    }

    /// The programme's own number, which is every practice's where there is no table.
    public let people: Int
    /// Whose places they are, in the singular: `community matron`; nil where the programme does not say.
    public let placesOf: String?
    /// Nil where all practices have the programme's own number.
    public var table: Table?

    public init(people: Int, placesOf: String? = nil, table: Table? = nil) {
        self.people = people
        self.placesOf = placesOf
        self.table = table
    }

    /// What the programme's own number, and a table's, may be.
    static let ownRange = 1...100_000
    public static let placesRange = 0...100_000

    /// Of a practice; nil where the table does not name it and may not be guessed past.
    public func places(of practice: String) -> Int? {
        guard let table else { return people }
        return table.places[practice] ?? table.others
    }

    /// The rule for all practices: `the 20 at highest risk ... of each practice`.
    func words(rank: String, ofPeople people: String, among: String) -> String {
        guard let table else { return "\(among)the \(self.people) \(rank)\(people) of each practice" }
        return "\(among)those \(rank)\(people) of each practice, as many as \(table.file) has places for"
    }

    /// The rule of one practice's list: `those at highest risk among adults, for the 4 places of this practice's community
    /// matron`.
    func words(of practice: String, people: String, rank: String) -> String {
        guard table != nil || placesOf != nil else { return "the \(self.people) \(rank) of each practice's \(people)" }
        guard let places = places(of: practice) else { return words(rank: rank, ofPeople: "", among: "") }
        let whose = placesOf.map { "this practice's \($0)" } ?? "this practice"
        let known =
            table.map { $0.places[practice] == nil } == true
            ? " (the number for a practice that \(table?.file ?? "") does not name)" : ""
        guard places > 0 else { return "\(whose) has no places\(known)" }
        return
            "those \(rank) among \(people), for the \(places) \(places == 1 ? "place" : "places") of \(whose)\(known)"
    }
}

extension Capacity: ExpressibleByIntegerLiteral {
    /// So many of each practice.
    public init(integerLiteral people: Int) { self.init(people: people) }
}
