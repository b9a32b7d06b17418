import Evaluation
import Foundation

/// How a model did, as its folder has it.
enum FoundEvaluation: Sendable {
    case read(ModelEvaluation)
    /// There is no `evaluation.json`.
    case absent
    /// It is damaged, or of a format that this program does not read. A run goes on without, and says so.
    case unreadable

    init(folder: String) {
        let path = folder + "/evaluation.json"
        guard FileManager.default.fileExists(atPath: path) else {
            self = .absent
            return
        }
        do {
            self = .read(try ModelEvaluation(json: Data(contentsOf: URL(filePath: path))))
        } catch {
            self = .unreadable
        }
    }

    /// nil where there is none to go by.
    var evaluation: ModelEvaluation? { if case .read(let evaluation) = self { evaluation } else { nil } }

    var isUnreadable: Bool { if case .unreadable = self { true } else { false } }
}
