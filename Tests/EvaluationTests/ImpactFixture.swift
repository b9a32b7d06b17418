import Evaluation
import Foundation
import Testing

/// People of every kind of group, and what statsmodels and NumPy say of them: `Fixtures/impact.py`.
struct ImpactFixture {
    struct Row {
        let matching: MatchingPerson
        var person: FollowedPerson { matching.person }
    }

    struct Expected: Decodable {
        /// Each: the relative change, the difference, and the interval of the relative change.
        let naive, randomised, earlier, triple, matched, discontinuity: [Double]
        /// Keys of those listed and of their controls.
        let pairs: [[UInt64]]
        /// Of the log-odds and of the events before.
        let standardisedDifferences: [Double]
    }

    private let rows: [String: [Row]]
    let expected: Expected

    init() throws {
        let folder = try #require(Bundle.module.url(forResource: "Fixtures", withExtension: nil))
        let text = try String(contentsOf: folder.appending(path: "impact.csv"), encoding: .utf8)
        var rows: [String: [Row]] = [:]
        for line in text.split(separator: "\n").dropFirst() {
            let fields = line.split(separator: ",")
            let person = FollowedPerson(
                key: UInt64(fields[1])!, before: Int(fields[6])!, after: Int(fields[7])!, hasDied: fields[8] == "1")
            let row = Row(
                matching: MatchingPerson(
                    person: person, stratum: Int(fields[2])!, predictor: Double(fields[3])!,
                    expected: log1p(exp(Double(fields[3])!)), age: Int(fields[4])!, conditions: Int(fields[5])!))
            rows[String(fields[0]), default: []].append(row)
        }
        self.rows = rows
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        expected = try decoder.decode(
            Expected.self, from: Data(contentsOf: folder.appending(path: "impact.json")))
    }

    func people(_ part: String) -> [FollowedPerson] { matching(part).map(\.person) }

    func matching(_ part: String) -> [MatchingPerson] { (rows[part] ?? []).map(\.matching) }

    var line: [LinePerson] { matching("line").map { LinePerson(person: $0.person, distance: $0.predictor) } }
}
