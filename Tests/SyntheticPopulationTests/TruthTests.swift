import Foundation
import Testing

@testable import SyntheticPopulation

/// The risks that the generator knows, against what its people went through.
@Suite struct TruthTests {
    private static let counted: Set = ["21", "22", "23", "24", "25", "28", "2A", "2D"]
    private static let population = Task {
        try await ParsedExtracts(
            Extracts(
                SyntheticPopulation(persons: 4_000, seed: 5, personsPerPractice: 400, truthDay: "2023-04-01")))
    }

    private static func risks(
        _ column: String = "risk"
    ) async throws -> [(id: String, risk: Double, isAdmitted: Bool)] {
        let extracts = try await population.value
        let admitted = try Set(
            extracts["admissions"].rows.filter {
                counted.contains($0[4]) && $0[2] >= "2023-04-01" && $0[2] < "2024-04-01"
            }.map { $0[0] })
        let truth = try extracts["truth"]
        return try zip(truth.column("person_id"), truth.column(column)).map {
            ($0, try #require(Double($1)), admitted.contains($0))
        }
    }

    @Test func `everybody who is alive and here has a risk, and nobody else`() async throws {
        let extracts = try await Self.population.value
        let here = try extracts["persons"].rows.filter {
            $0[1] <= "2023-04-01" && ($0[8] <= "2023-04-01" || $0[8].isEmpty)
                && ($0[9].isEmpty || $0[9] >= "2023-04-01")
                && ($0[10].isEmpty || $0[10] >= "2023-04-01")
        }.map { $0[0] }
        let known = try await Self.risks()
        #expect(known.allSatisfy { (0..<1).contains($0.risk) })
        // The newborn are registered some days after birth, and live from it.
        let difference = Set(here).symmetricDifference(known.map(\.id))
        #expect(difference.count < 10)
    }

    // Standard errors of a mean of independent events with these risks; 4 of them, and what new conditions (more) and
    // leaving (less) may do.
    @Test(arguments: ["risk", "attainable_risk"])
    func `the risks come true, over all and by fifths`(column: String) async throws {
        let known = try await Self.risks(column).sorted { $0.risk < $1.risk }
        let fifths = (0..<5).map { known[known.count * $0 / 5..<known.count * ($0 + 1) / 5] } + [known[...]]
        for people in fifths {
            let expected = people.reduce(0) { $0 + $1.risk }
            let variance = people.reduce(0) { $0 + $1.risk * (1 - $1.risk) }
            let observed = Double(people.count { $0.isAdmitted })
            #expect(abs(observed - expected) < 4 * variance.squareRoot() + 0.04 * expected)
        }
    }

    /// The share of pairs of an admitted person and another in which the former has the higher risk.
    private static func concordance(_ column: String) async throws -> Double {
        let known = try await Self.risks(column).sorted { $0.risk < $1.risk }
        let admitted = known.count { $0.isAdmitted }
        let ranks = known.enumerated().reduce(0) { $0 + ($1.element.isAdmitted ? $1.offset + 1 : 0) }
        let pairs = Double(ranks) - Double(admitted) * Double(admitted + 1) / 2
        return pairs / (Double(admitted) * Double(known.count - admitted))
    }

    @Test func `what is in no record ranks better than what the records tell, and that better than chance`()
        async throws
    {
        let (whole, attainable) = (try await Self.concordance("risk"), try await Self.concordance("attainable_risk"))
        #expect(whole > attainable && attainable > 0.72 && whole < 0.9)
    }

    // A first emergency in a month at risk of it makes high propensities likelier, and a month without one low ones:
    // Bayes' rule for a Poisson count of 1 or 0 with mean 0.1 x e^p, by hand for two of them.
    @Test func `records move what is likely as Bayes' rule has it`() {
        let rates = RecordReader.propensities.map { $0 + PortableMath.logarithm(0.1) }
        let (low, high) = (6, 10)
        for emergencies in [0, 1] {
            var reader = RecordReader(unwell: 0)
            let prior =
                reader.share(propensity: high, isUnwell: false) / reader.share(propensity: low, isUnwell: false)
            reader.observe(emergencies: emergencies, exposure: 365.25, logRates: rates, factor: 2)
            let posterior =
                reader.share(propensity: high, isUnwell: false) / reader.share(propensity: low, isUnwell: false)
            let means = [low, high].map { 0.1 * exp(RecordReader.propensities[$0]) }
            let likelihoods = means.map { emergencies == 1 ? $0 * exp(-$0) : exp(-$0) }
            #expect(abs(prior - 1) < 1e-12)
            #expect(abs(posterior - likelihoods[1] / likelihoods[0]) < 1e-9)
        }
    }

    @Test func `asking for them changes no other file`() async throws {
        let asked = try await Extracts(SyntheticPopulation(persons: 300, seed: 3, truthDay: "2024-04-01")).files
        let plain = try await Extracts(SyntheticPopulation(persons: 300, seed: 3)).files
        #expect(Set(asked.keys).subtracting(plain.keys) == ["truth.csv"])
        for (name, bytes) in plain { #expect(asked[name] == bytes, "\(name)") }
    }

    @Test func `a day outside the window is refused`() {
        for day in ["2021-03-31", "2025-04-01", "soon"] {
            #expect(throws: SyntheticPopulationError.truthOutsideWindow) {
                try SyntheticPopulation(persons: 1, seed: 1, truthDay: day)
            }
        }
    }

    // By hand: of the well 2% fall ill and of the unwell 28% recover; then a tenth of all begin end-of-life care.
    @Test func `states change and lose nobody`() {
        var states = TruthStates(false, false)
        states.change(palliativeHazard: 0)
        #expect(states.shares == [0.98, 0.02, 0, 0])
        states.change(palliativeHazard: 0.1)
        // 0.98 x 0.98 + 0.02 x 0.28 are well, 0.98 x 0.02 + 0.02 x 0.72 are not.
        let (well, unwell) = (0.966, 0.034)
        let expected: [Double] = [0.9 * well, 0.9 * unwell, 0.1 * well, 0.1 * unwell]
        for (share, known) in zip(states.shares, expected) { #expect(abs(share - known) < 1e-15) }
    }
}
