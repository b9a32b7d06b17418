import Foundation

/// How a model did on people whose outcome is known, as `evaluation.json` holds it: aggregates, safe to release.
///
/// Counts are under `DisclosureControl`; a key that is left out was suppressed, or cannot be computed.
public struct FitEvaluation: Codable, Sendable, Equatable {
    public var model: String
    public var version: String
    /// yyyy-mm-dd.
    public var indexDate: String
    public var rows: Int?
    public var events: Int?
    public var auroc: Double?
    public var aurocStandardError: Double?
    public var averagePrecision: Double?
    public var auprcTrapezoid: Double?
    public var brierScore: Double?
    public var scaledBrierScore: Double?
    public var calibrationInTheLarge: Double?
    public var calibrationIntercept: Double?
    public var calibrationSlope: Double?
    public var observedOverExpected: Double?
    public var deciles: [ReleasedDecile]
    public var cuts: [ReleasedCut]

    public struct ReleasedDecile: Codable, Sendable, Equatable {
        public var count: Int?
        public var events: Int?
        public var meanRisk: Double
        public var observed: Double?
    }

    public struct ReleasedCut: Codable, Sendable, Equatable {
        /// The share taken, as the design states it.
        public var share: String
        public var taken: Int?
        public var threshold: Double?
        public var positivePredictiveValue: Double?
        public var sensitivity: Double?
        public var lift: Double?
    }

    /// - Parameters:
    ///   - indexDate: the date the risks are as at, yyyy-mm-dd.
    ///   - cuts: shares as the design states them, each with the number of people it takes.
    public init(
        model: String, version: String, indexDate: String, of scored: ScoredOutcomes,
        cuts: [(share: String, taken: Int)]
    ) {
        self.model = model
        self.version = version
        self.indexDate = indexDate
        rows = DisclosureControl.released(scored.count)
        events = DisclosureControl.released(scored.events)
        auroc = finite(scored.auroc)
        aurocStandardError = finite(scored.aurocStandardError)
        averagePrecision = finite(scored.averagePrecision)
        auprcTrapezoid = finite(scored.auprcTrapezoid)
        brierScore = finite(scored.brierScore)
        scaledBrierScore = finite(scored.scaledBrierScore)
        calibrationInTheLarge = finite(scored.calibrationInTheLarge)
        let line = scored.calibrationLine
        calibrationIntercept = finite(line.intercept)
        calibrationSlope = finite(line.slope)
        observedOverExpected = finite(scored.observedOverExpected)
        deciles = scored.deciles.filter { $0.count > 0 }.map(ReleasedDecile.init)
        self.cuts = cuts.map { ReleasedCut(share: $0.share, scored.cut(taking: $0.taken)) }
    }

    /// The file: keys sorted, the same bytes for the same evaluation.
    public func json() throws -> Data {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self) + Data("\n".utf8)
    }

    public init(json: Data) throws {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        self = try decoder.decode(FitEvaluation.self, from: json)
    }
}

extension FitEvaluation.ReleasedDecile {
    init(_ decile: Decile) {
        count = DisclosureControl.released(decile.count)
        events = DisclosureControl.released(decile.events)
        meanRisk = decile.meanRisk
        observed = DisclosureControl.released(decile.observed, of: decile.events, in: decile.count)
    }
}

extension FitEvaluation.ReleasedCut {
    init(share: String, _ cut: Cut) {
        self.share = share
        taken = DisclosureControl.released(cut.taken)
        threshold = finite(cut.threshold)
        positivePredictiveValue = DisclosureControl.released(
            cut.positivePredictiveValue, of: cut.found, in: cut.taken)
        sensitivity = DisclosureControl.released(cut.sensitivity, of: cut.found, in: cut.events)
        let isReleased = positivePredictiveValue != nil && sensitivity != nil
        lift = isReleased ? finite(cut.lift) : nil
    }
}

/// nil for what cannot be computed.
private func finite(_ value: Double) -> Double? { value.isFinite ? value : nil }
