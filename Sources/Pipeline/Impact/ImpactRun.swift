import Configuration
import Evaluation
import FeatureData
import Features
import Foundation
import Ingest
import Outcomes
import Records
import Reports
import RunStore

/// Asks whether a programme's lists helped: those who came on to them in a period against people who did not, by several
/// methods, beside what no effect looks like.
public struct ImpactRun {
    private let configuration: RunConfiguration
    private let preparation: Preparation
    private let design: Design
    private let history: ListedHistory
    private let period: ClosedRange<Day>
    private let days: Int
    private let progress: Progress

    /// - Parameters:
    ///   - runs: the directory that runs are published in.
    ///   - days: before and from an index day on; nil for the time that the outcome is foreseen within.
    ///   - design: the design that tells the outcome; nil for the one of the programme's model.
    /// - Throws: everything that is wrong in the settings; `PipelineError` where there is nothing to evaluate.
    public init(
        configuration path: String, programme: String, from: String, to: String, runs: String, days: Int?,
        design: String?, progress: Progress
    ) throws {
        guard let first = Day(from) else { throw PipelineError.notADate(option: "--from") }
        guard let last = Day(to) else { throw PipelineError.notADate(option: "--to") }
        guard first <= last else { throw PipelineError.periodBackwards }
        let whole = try RunConfiguration(path: path)
        guard let configuration = whole.with(programme: programme) else {
            throw PipelineError.noSuchProgramme(id: programme, programmes: whole.programmes.map(\.id))
        }
        self.configuration = configuration
        self.progress = progress
        period = first...last
        // Nobody is ranked by what comes of this.
        preparation = try Preparation(configuration, allowsSyntheticModels: true)
        self.design = try Self.design(design, of: preparation)
        history = try ListedHistory(programme, in: RunStore(directory: runs, creating: false))
        let inPeriod = history.issues.filter { (first...last).contains($0.date) }
        guard let index = inPeriod.first?.indexDate else {
            throw PipelineError.noIssues(programme: programme, from: first, to: last)
        }
        self.days = days ?? self.design.outcome.within.after(index).days(since: index)
    }

    private static func design(_ path: String?, of preparation: Preparation) throws -> Design {
        let loaded = preparation.model(of: preparation.programmes[0])
        let own = loaded.folder + "/design.yaml"
        guard let path = path ?? (FileManager.default.fileExists(atPath: own) ? own : nil) else {
            throw PipelineError.noOutcomeOf(model: "\(loaded.model.name)/\(loaded.model.version)")
        }
        return try Design(path: path, modelsFolder: preparation.configuration.modelsFolder)
    }

    private var issues: [ListedHistory.Issue] { history.issues.filter { period.contains($0.date) } }

    /// Writes `impact.json` and `impact.html`.
    public func run(to folder: String) async throws {
        let end = issues.map(\.indexDate).max()!.adding(days: days)
        let population = try await ingest(before: end)
        let counter = try counter(population, before: end)
        let start = issues.map(\.indexDate).min()!.adding(days: -days)
        guard let firstEvent = counter.firstDay(of: 0..<population.persons.count) else {
            throw PipelineError.noLookback(firstEvent: end, needed: start)
        }
        guard firstEvent <= start else { throw PipelineError.noLookback(firstEvent: firstEvent, needed: start) }
        var collection = ImpactCollection(
            preparation, population, FollowedPeople(population, counter, days: days), history, period,
            progress: progress)
        var input = try await collection.input(question, firstEvent: firstEvent)
        input.limits = limits(population, input, firstEvent: firstEvent)
        progress.begin("evaluate")
        let evaluation = await ImpactEvaluator(bootstrap: Bootstrap(threads: configuration.threads))
            .evaluation(of: input)
        progress.end(["listed": input.listed.count, "controls": input.matching.pairs.count])
        try write(evaluation, to: folder)
    }

    private func ingest(before end: Day) async throws -> Population {
        try configuration.requireGovernance()
        let stage = PopulationStage(
            configuration: configuration, dates: RunDates(backTestOn: end), purposes: [.aggregate], progress: progress)
        return try await stage.ingest(
            preparation.retention.union(design.outcome.retention).union(ProgrammeDay.conditions(preparation).retention)
        ).population
    }

    private func counter(_ population: Population, before end: Day) throws -> EventCounter {
        do {
            return try EventCounter(design.outcome, population, before: end)
        } catch {
            throw PipelineError.noOutcome(reason: "\(error)")
        }
    }

    private var question: ImpactEvaluation.Question {
        let programme = preparation.programmes[0]
        return ImpactEvaluation.Question(
            programme: programme.id, title: programme.title, outcome: design.outcome.words,
            from: period.lowerBound.description, to: period.upperBound.description, issues: issues.count, days: days,
            isSynthetic: configuration.isSynthetic)
    }

    private func limits(_ population: Population, _ input: ImpactInput, firstEvent: Day) -> [String] {
        var limits: [String] = []
        if input.trial == nil {
            limits.append(
                "The programme kept no hold-out in the period: nothing here is by lot. A hold-out, declared as holdout: "
                    + "in the programme, would tell more than all other methods together.")
        }
        if input.earlier == nil {
            limits.append(
                "The extracts' events begin on \(firstEvent): too late to apply the rule to a day \(days) days before the "
                    + "first issue, so that what no effect looks like cannot be shown.")
        }
        return limits + ReconstructionLimits(population, rows: .dates(issues.map(\.indexDate))).sentences
    }

    private func write(_ evaluation: ImpactEvaluation, to folder: String) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try NewFile.write(String(decoding: evaluation.json(), as: UTF8.self), to: folder + "/impact.json")
        try NewFile.write(ImpactPage.text(evaluation), to: folder + "/impact.html")
    }
}
