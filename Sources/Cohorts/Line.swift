/// Where a list ends: it takes people in rank order while it has room and they are at enough risk.
struct Line {
    /// A person below the line is near it from this share of the risk at the line. Our choice: a tenth is within what
    /// a risk model's calibration can tell apart.
    static let nearness = 0.9

    private(set) var room: Int
    private let leastRisk: Double?
    /// Of the last who was taken; nil before the first.
    private var lastRisk: Double?
    /// The predictor of the last who was taken by rank alone; nil before the first.
    private var lastPredictor: Int64?
    private var hasAnybodyBelow = false

    /// - Parameters:
    ///   - room: how many it takes at most.
    ///   - leastRisk: the risk that it asks for, if it does.
    init(room: Int, leastRisk: Double? = nil) {
        self.room = room
        self.leastRisk = leastRisk
    }

    func reaches(risk: Double) -> Bool { room > 0 && leastRisk.map { risk >= $0 } != false }

    mutating func take(risk: Double, predictor: Int64) {
        room -= 1
        lastRisk = risk
        lastPredictor = predictor
    }

    /// Takes one whose place was kept.
    mutating func keep(risk: Double) { lastRisk = risk }

    mutating func passBelow() { hasAnybodyBelow = true }

    func isNear(risk: Double) -> Bool {
        guard let edge = leastRisk ?? lastRisk else { return false }
        return risk >= Self.nearness * edge
    }

    /// The lowest predictor with which one enters; nil where nobody was below.
    var entry: Int64? { hasAnybodyBelow ? lastPredictor ?? .max : nil }
}
