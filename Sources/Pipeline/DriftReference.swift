import Accounts
import Cohorts
import Evaluation
import FeatureData
import Scoring

/// What a model's training left to tell drift by, on the columns of a run: its histograms, and whom they are of.
struct DriftReference: Sendable {
    /// Who is compared: those of the model's design, in its words.
    let who: String
    private let eligibility: Eligibility
    private let histograms: [ReferenceHistogram]
    /// By column of the run, its histogram; -1 for one without.
    private let histogramOfColumn: [Int]
    /// By histogram, the bin of the column's usual value.
    private let usualBins: [Int]
    private let evaluated: [ModelEvaluation.HistogramBar]

    /// Why a model's people are not compared.
    enum Gap: Error {
        case noDesign, ofDischarges
        /// - cause: what is wrong with the design, or why it could not be read.
        case designUnusable(cause: any Error)
        case notTold(by: String)

        var words: String {
            switch self {
            case .noDesign: "no design beside the model tells whom it is of"
            case .designUnusable(let cause):
                "the design beside the model, which tells whom it is of, cannot be used: \(ErrorWords.first(of: cause))"
            case .ofDischarges: "its rows are discharges, and a run's are people"
            case .notTold(let words): "this run does not compute what tells whom it is of (\(words))"
            }
        }
    }

    /// - Parameters:
    ///   - loaded: a model that has histograms.
    ///   - columns: of the run.
    init(
        _ loaded: Preparation.LoadedModel, columns: [FeatureColumn], _ attributes: Attributes, models: ModelsFolder
    ) throws(Gap) {
        let design = try Self.design(loaded, models)
        if case .discharges? = design.trainRows { throw .ofDischarges }
        who = design.eligibleSetting.text ?? ""
        do {
            eligibility = try Eligibility(
                design.eligible, at: design.eligibleSetting, columns: columns, attributes: attributes)
        } catch { throw .notTold(by: who) }
        let places = Dictionary(columns.enumerated().map { ($1.name, $0) }) { first, _ in first }
        let histograms = loaded.model.histograms.filter { places[$0.feature] != nil }
        var histogramOfColumn = [Int](repeating: -1, count: columns.count)
        for (place, histogram) in histograms.enumerated() { histogramOfColumn[places[histogram.feature]!] = place }
        usualBins = histograms.map { $0.bin(of: columns[places[$0.feature]!].usual) }
        self.histograms = histograms
        self.histogramOfColumn = histogramOfColumn
        evaluated = loaded.evaluation.evaluation?.histogram ?? []
    }

    private static func design(
        _ loaded: Preparation.LoadedModel, _ models: ModelsFolder
    ) throws(Gap) -> Design {
        do {
            return try Design(path: loaded.folder + "/design.yaml", modelsFolder: models)
        } catch PipelineError.noDesign {
            throw .noDesign
        } catch {
            throw .designUnusable(cause: error)
        }
    }

    static func of(
        _ loaded: Preparation.LoadedModel, columns: [FeatureColumn], _ attributes: Attributes, models: ModelsFolder
    ) -> Result<DriftReference, Gap> {
        do { return .success(try DriftReference(loaded, columns: columns, attributes, models: models)) } catch {
            return .failure(error)
        }
    }

    /// Tonight's people by the model's bins.
    struct Counts: Sendable {
        /// By row of a block: whether it is compared.
        fileprivate(set) var isCompared: [Bool]
        /// By histogram.
        fileprivate var bins: [[Int]]

        /// Puts the rows of another block behind these.
        mutating func append(_ other: Counts) {
            isCompared += other.isCompared
            for place in bins.indices {
                for bin in bins[place].indices { bins[place][bin] += other.bins[place][bin] }
            }
        }
    }

    /// - Parameter firstRow: the block's first row in the run.
    func counts(of block: FeatureMatrix, firstRow: RowID) -> Counts {
        let isCompared = eligibility.flags(of: block, firstRow: firstRow)
        var bins = histograms.map { [Int](repeating: 0, count: $0.counts.count) }
        var stored = [Int](repeating: 0, count: histograms.count)
        for row in isCompared.indices where isCompared[row] {
            for cell in block.rowStarts[row]..<block.rowStarts[row + 1] {
                let place = histogramOfColumn[Int(block.cellColumns[cell])]
                guard place >= 0 else { continue }
                stored[place] += 1
                // As in training, a missing value is in no bin.
                if !block.cellValues[cell].isNaN { bins[place][histograms[place].bin(of: block.cellValues[cell])] += 1 }
            }
        }
        let people = isCompared.count { $0 }
        for place in histograms.indices { bins[place][usualBins[place]] += people - stored[place] }
        return Counts(isCompared: isCompared, bins: bins)
    }

    /// - Parameter risks: of everybody scored, by row.
    func comparison(_ counts: Counts, risks: [Double]) -> ModelDrift.Comparison {
        ModelDrift.Comparison(
            who: who, people: counts.isCompared.count { $0 }, risk: riskIndex(counts.isCompared, risks),
            features: zip(histograms, counts.bins).compactMap { histogram, bins in
                PopulationStabilityIndex.value(reference: histogram.counts, now: bins)
                    .map { .init(name: histogram.feature, index: $0) }
            })
    }

    private func riskIndex(_ isCompared: [Bool], _ risks: [Double]) -> Double? {
        guard !evaluated.isEmpty else { return nil }
        let ends = evaluated.dropLast().map(\.to)
        var bars = [Int](repeating: 0, count: evaluated.count)
        for row in isCompared.indices where isCompared[row] { bars[ends.count { $0 <= risks[row] }] += 1 }
        return PopulationStabilityIndex.value(reference: evaluated.map { $0.rows ?? 0 }, now: bars)
    }
}
