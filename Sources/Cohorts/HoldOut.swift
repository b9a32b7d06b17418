import Configuration
import FeatureData
import Hashing

/// A share of the eligible who are drawn by lot and left out of a programme's lists, so that what happens to those
/// listed can be held against what happens without a list.
///
/// ```yaml
/// holdout: { share: 5%, seed: 2026 }
/// ```
///
/// Whether somebody is drawn depends on the seed and their id alone. So the same people stay held out as others come and
/// go, a larger share holds those of a smaller one and more, and programmes of one seed hold out the same people. The
/// draw has nothing in common with the folds of a fit, which hash the id without a seed before it.
public struct HoldOut: Sendable, Equatable {
    public let share: Share
    public let seed: Int

    /// Larger would be no hold-out but half a trial.
    static let mostShare = Share("50%")!

    public init(share: Share, seed: Int) {
        self.share = share
        self.seed = seed
    }

    /// Whether a person is drawn.
    public func holds(_ id: String) -> Bool {
        share.holds(SHA256Digest(of: "hold-out \(seed) \(id)").leadingWord)
    }

    /// Reads a programme's `holdout`.
    /// - Returns: nil where it is wrong, which is added to the problems.
    static func read(_ setting: Setting, _ problems: Problems) -> HoldOut? {
        let map = SettingMap(setting, allowed: ["share", "seed"], problems: problems)
        guard case .mapping = setting.value else { return nil }
        let share = map.required("share").flatMap { _ in
            map.parsed("share", expected: "a share over 0 and at most \(mostShare), such as 5%") { text in
                Share(text).flatMap { $0 > mostShare || $0.count(of: 1) == 0 ? nil : $0 }
            }
        }
        let seed = map.required("seed").flatMap { _ in map.integer("seed") }
        guard let share, let seed else { return nil }
        return HoldOut(share: share, seed: seed)
    }
}
