import Foundation
import Testing

@testable import Evaluation

@Suite("The comparison of champion and challenger")
struct ComparerTests {
    let comparer = Comparer(bootstrap: Bootstrap(replicates: 40, threads: 2))

    /// A champion whose risks are those of the input, and a challenger who sees less.
    static func input(_ count: Int = 4000) -> ComparisonInput {
        let input = EvaluatorTests.input(count)
        let noise = (0..<count).map { ((Double($0) + 0.5) * 0.569_840_290_998_053).truncatingRemainder(dividingBy: 1) }
        let worse = zip(input.scored.risks, noise).map { 0.5 * $0 + 0.3 * $1 }
        var comparison = ComparisonInput(
            champion: .init(name: "one", scored: input.scored),
            challenger: .init(name: "two", scored: ScoredOutcomes(outcomes: input.scored.outcomes, risks: worse)),
            outcome: "an admission", population: "Adults", indexDates: ["2024-04-01"], isSynthetic: false,
            persons: input.persons)
        comparison.groupings = input.groupings
        return comparison
    }

    @Test("has each one's own measures, and their difference with an interval")
    func measures() async throws {
        let input = Self.input()
        let comparison = await comparer.comparison(of: input)
        let auroc = comparison.measures.auroc
        #expect(auroc.champion.value == input.champion.scored.auroc)
        #expect(auroc.challenger.value == input.challenger.scored.auroc)
        #expect(auroc.difference.value == input.challenger.scored.auroc - input.champion.scored.auroc)
        let (low, high) = (try #require(auroc.difference.low), try #require(auroc.difference.high))
        #expect(high < 0)
        // Paired: narrower than if the two were of different people.
        let width = { (estimate: Estimate) in (estimate.high ?? .nan) - (estimate.low ?? .nan) }
        #expect(high - low < (pow(width(auroc.champion), 2) + pow(width(auroc.challenger), 2)).squareRoot())
    }

    @Test("finds no difference of a model to itself")
    func itself() async {
        var input = Self.input(2000)
        input.challenger = input.champion
        let comparison = await comparer.comparison(of: input)
        #expect(comparison.measures.auroc.difference == Estimate(value: 0))
        #expect(comparison.cuts.allSatisfy { ($0.sensitivity.difference.value ?? 0) == 0 })
        #expect(comparison.overlap.entering == 0 && comparison.overlap.leaving == 0 && comparison.overlap.staying == 80)
        #expect(comparison.overlap.sharedShare.value == 1)
        #expect(comparison.subgroups.allSatisfy { $0.levels.allSatisfy(\.worse.isEmpty) })
    }

    @Test("counts who stays, enters and leaves")
    func overlap() async {
        let input = Self.input()
        let before = Set(input.champion.scored.descending.prefix(160))
        let after = Set(input.challenger.scored.descending.prefix(160))
        let overlap = await comparer.comparison(of: input).overlap
        #expect(overlap.staying == DisclosureControl.released(before.intersection(after).count))
        #expect(overlap.entering == overlap.leaving)
        let entering = after.subtracting(before)
        let found = entering.count { input.champion.scored.outcomes[$0] == 1 }
        #expect(overlap.enteringRate.value == Double(found) / Double(entering.count))
        let shared = Double(before.intersection(after).count) / 160
        #expect(abs((overlap.sharedShare.value ?? .nan) - shared) < 1e-12)
        #expect((overlap.sharedShare.low ?? .nan) < shared && shared < (overlap.sharedShare.high ?? .nan))
    }

    @Test("counts rows by both bands of risk, suppressed and rounded")
    func bands() async {
        let input = Self.input()
        let table = await comparer.comparison(of: input).reclassification
        func band(_ risk: Double) -> Int { [0.05, 0.1, 0.2, 0.4].count { $0 <= risk } }
        for (outcome, counts) in [(UInt8(1), table.events), (0, table.others)] {
            for before in 0..<5 {
                for after in 0..<5 {
                    let exact = (0..<4000).count {
                        input.champion.scored.outcomes[$0] == outcome
                            && band(input.champion.scored.risks[$0]) == before
                            && band(input.challenger.scored.risks[$0]) == after
                    }
                    #expect(counts[before][after] == DisclosureControl.released(exact))
                }
            }
        }
    }

    @Test("says of which groups the challenger is worse, and nothing of small ones")
    func subgroups() async {
        let comparison = await comparer.comparison(of: Self.input())
        #expect(comparison.subgroups[0].levels.allSatisfy { $0.worse.contains("auroc") })
        #expect(
            comparison.subgroups[1].levels[0]
                == .init(
                    name: "A", people: nil, auroc: .none, observedOverExpected: .none, sensitivity: .none,
                    positivePredictiveValue: .none, worse: []))
    }

    @Test("is the same bytes on one thread and two, and is read back as it was written")
    func bytes() async throws {
        let input = Self.input(2000)
        let json = try await comparer.comparison(of: input).json()
        #expect(
            try await Comparer(bootstrap: Bootstrap(replicates: 40, threads: 1)).comparison(of: input).json() == json)
        #expect(try ModelComparison(json: json).json() == json)
        let other = String(decoding: json, as: UTF8.self)
            .replacing("\"format_version\" : 1", with: "\"format_version\" : 2")
        #expect(throws: DecodingError.self) { _ = try ModelComparison(json: Data(other.utf8)) }
    }

    @Test("takes scores that are no risks, and few people")
    func scores() async {
        var input = Self.input(2000)
        let scores = ScoredOutcomes(
            outcomes: input.challenger.scored.outcomes, risks: input.challenger.scored.risks.map { 20 * $0 })
        input.challenger = .init(name: "points", scored: scores)
        let comparison = await comparer.comparison(of: input)
        #expect(comparison.measures.auroc.difference.value != nil)
        #expect(comparison.measures.brierScore.challenger.value == nil)
        #expect(comparison.measures.brierScore.champion.value != nil)
        #expect(comparison.reclassification.events.isEmpty)
        let few = await comparer.comparison(of: Self.input(20))
        #expect(few.measures.auroc.champion.value == nil && few.overlap.difference.value == nil)
    }
}
