import Evaluation
import Foundation
import Records
import RunStore
import Testing

@testable import Pipeline

/// One issue of a programme for everybody who was admitted as an emergency within a year, half of whom it holds out, and
/// what `impact` says of it when an effect is planted: `Benchmarks/impact` is the same with more people and methods.
@Suite("Whether lists help")
struct ImpactTests {
    private static let date = "2024-03-01"

    private func impact(_ nights: Nights, _ folder: String, days: Int? = nil, to: String = date) async throws
        -> ImpactEvaluation
    {
        let out = nights.folder.appending(path: folder)
        try await ImpactRun(
            configuration: nights.configuration.path, programme: "listed", from: Self.date, to: to, runs: nights.output,
            days: days, design: nil, progress: Sample.silent
        ).run(to: out.path)
        return try ImpactEvaluation(json: Data(contentsOf: out.appending(path: "impact.json")))
    }

    private func holds(_ estimate: Estimate, _ value: Double) -> Bool {
        guard let low = estimate.low, let high = estimate.high else { return false }
        return low <= value && value <= high
    }

    @Test("A planted effect lies in the intervals of hold-out and earlier group, and not in the naive one")
    func planted() async throws {
        let nights = try await Nights(persons: 10_000, programme: "holdout: { share: 50%, seed: 4 }")
        try nights.edit("listed.yaml") {
            $0.replacing("share: 4%", with: "share: 100%").replacing("age >= 18", with: "age >= 18 and em_adm_12m >= 1")
        }
        try await nights.run(Self.date, issues: true)
        let listed = try nights.members()
        var holdOuts: [Double] = []
        for effect in [0.0, -0.1, -0.3] {
            try await nights.plant("\(Int(100 * effect))%", on: Self.date)
            let impact = try await impact(nights, "impact\(effect)")
            #expect(impact.accounts.map(\.people).last == (listed.count + 2) / 5 * 5)
            for method in [ImpactEvaluation.Method.holdOut, .earlierGroup] {
                let finding = try #require(impact.findings.first { $0.method == method })
                #expect(holds(finding.effect.relative, effect), "\(method) of \(effect)")
            }
            #expect(try #require(impact.naive.relative.high) < effect)
            // A group on which there was no list shows most of it.
            let earlier = try #require(impact.earlier)
            #expect(earlier.from == "2023-03-02" && earlier.to == earlier.from)
            #expect(try #require(earlier.naive.relative.high) < 0)
            holdOuts.append(try #require(impact.findings.first { $0.method == .holdOut }?.effect.relative.value))
            #expect(impact.findings.first { $0.method == .holdOut }?.listedLater == 0)
        }
        // The same admissions are prevented, and more.
        #expect(holdOuts[0] > holdOuts[1] && holdOuts[1] > holdOuts[2])

        let page = try String(contentsOf: nights.folder.appending(path: "impact-0.3/impact.html"), encoding: .utf8)
        #expect(page.contains("These people do not exist") && page.contains("drawn by lot not to be"))
        for member in listed { #expect(!page.contains(member["person_id"]!)) }
    }

    @Test("Who had been found unsuitable by then is no control; what a review said later changes nothing")
    func reviews() async throws {
        let nights = try await Nights(programme: "after_review: { unsuitable: leave out for 365 days }")
        let scored = try nights.extract("persons").map { $0["person_id"]! }
        // Everybody but every tenth, before the issue; those as well, after it.
        for (place, person) in scored.enumerated() {
            let day = place % 10 == 0 ? "2024-03-02" : "2024-02-01"
            try nights.add("\(person),listed,\(day),no action,0,already known", to: "reviews")
        }
        try await nights.run(Self.date, issues: true)
        let listed = try nights.members().map { $0["person_id"]! }
        let places = Dictionary(uniqueKeysWithValues: zip(scored, scored.indices))
        #expect(!listed.isEmpty && listed.allSatisfy { places[$0]! % 10 == 0 })

        let preparation = try Preparation(
            RunConfiguration(path: nights.configuration.path), allowsSyntheticModels: true)
        let day = try #require(Day("2024-03-01"))
        let population = try await PopulationStage(
            configuration: preparation.configuration, dates: RunDates(backTestOn: day.adding(days: 365)),
            purposes: [.aggregate], progress: Sample.silent
        ).ingest(preparation.retention.union(ProgrammeDay.conditions(preparation).retention)).population
        func free(_ reviews: RememberedReviews) async throws -> [String] {
            let past = try await ProgrammeDay(
                preparation, population, at: day, issuedOn: day, reviews: reviews, progress: Sample.silent)
            return past.free(from: -.infinity).map { population.persons.ids[past.person($0)] }
        }
        let history = try ListedHistory("listed", in: RunStore(directory: nights.output, creating: false))
        let then = try #require(history.issues.first?.reviews)
        #expect(then.broughtOn.keys.allSatisfy { $0.reviewedOn <= day } && then.broughtOn.count > 1_000)
        let known = try await free(then)
        #expect(known.count > 50 && known.allSatisfy { places[$0]! % 10 == 0 })
        // The extracts of a year later tell the same of that day, and of nobody reviewed after it.
        #expect(try await free(RememberedReviews(of: population, by: day)) == known)
        #expect(try await free(RememberedReviews()).count > 5 * known.count)
        // By all reviews that were ever made nobody but who died or left is free a month later.
        let all = RememberedReviews(of: population, by: day.adding(days: 31))
        #expect(try await free(all.made(by: day)) == known)

        let impact = try await impact(nights, "reviewed", days: 180)
        #expect(impact.findings.contains { $0.method == .matchedControls })
    }

    @Test("What cannot be evaluated is refused with what would do")
    func refused() async throws {
        let nights = try await Nights()
        try await nights.run(Self.date, issues: true)
        func sentence(_ days: Int?, from: String = Self.date, programme: String = "listed") async -> String {
            let error = await #expect(throws: PipelineError.self) {
                try await ImpactRun(
                    configuration: nights.configuration.path, programme: programme, from: from, to: "2024-12-31",
                    runs: nights.output, days: days, design: nil, progress: Sample.silent
                ).run(to: nights.folder.appending(path: "none").path)
            }
            return error.map { "\($0)" } ?? ""
        }
        #expect(await sentence(nil, programme: "other") == "the configuration has no programme other; it has listed")
        #expect(
            await sentence(nil, from: "2024-03-02")
                == "no issue of listed from 2024-03-02 to 2024-12-31 can be read in the runs")
        #expect(await sentence(nil, from: "2025-01-01") == "--to must not be before --from")
        #expect(
            await sentence(400)
                == "there is no outcome: the source of admissions is complete to 2025-03-31, and the time at risk ends "
                + "on 2025-04-04")
        // Without a hold-out nothing is by lot, and the page says so.
        let evaluation = try await impact(nights, "some", days: 180)
        #expect(evaluation.findings[0].effect.relative.value == nil)
        #expect(evaluation.limits[0].hasPrefix("The programme kept no hold-out in the period"))
    }
}
