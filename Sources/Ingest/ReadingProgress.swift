import Foundation
import Tabular

/// How far the reading of all sources is, told block by block.
struct ReadingProgress: Sendable {
    let count = ByteCount()
    /// Bytes of all files as they lie on the disk; nil where a command is among the sources, whose output has no size.
    private let total: Int?
    private let tell: @Sendable (Ingest.Step) -> Void

    init(_ plan: IngestPlan, _ tell: @escaping @Sendable (Ingest.Step) -> Void) {
        self.tell = tell
        var total: Int? = 0
        for source in plan.sources {
            // What cannot be found is told when it is read.
            let inputs = (try? SourceInput.inputs(of: source, directory: plan.directory)) ?? []
            for input in inputs { total = total.flatMap { sum in input.size.map { sum + $0 } } }
        }
        self.total = total
    }

    func advance(_ rows: Int) {
        tell(Ingest.Step(rows: rows, share: total.map { min(1, Double(count.bytes) / Double(max($0, 1))) }))
    }
}
