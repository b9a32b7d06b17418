import Configuration
import Foundation
import Records

/// How a run keeps what later fits need, as a configuration states it.
///
/// ```
/// archive: { folder: archive, each: month, catalogue: wide }
/// ```
struct ArchiveRule: Sendable, Equatable {
    enum Rhythm: String, CaseIterable {
        /// Every index date.
        case night
        /// The first index date of a calendar month for which a run is published.
        case month
    }

    /// An absolute path.
    let folder: String
    let rhythm: Rhythm
    /// Of the features kept; nil for the configuration's.
    let catalogue: String?

    /// Nil, with problems told, where it cannot stand.
    /// - Parameter directory: the configuration's, where a relative folder starts.
    init?(_ setting: Setting, directory: URL, problems: Problems) {
        let map = SettingMap(setting, allowed: ["folder", "each", "catalogue"], problems: problems)
        let rhythm: Rhythm? = map["each"] == nil ? .month : map.choice("each")
        guard let folder = map.requiredText("folder"), let rhythm else { return nil }
        self.folder = folder.hasPrefix("/") ? folder : directory.appending(path: folder).path
        self.rhythm = rhythm
        catalogue = map.text("catalogue")
    }

    /// - Parameter dates: of the archives that there are.
    func isDue(on day: Day, after dates: [Day]) -> Bool {
        !dates.contains { other in
            let (own, its) = (day.components, other.components)
            return rhythm == .night ? other == day : own.year == its.year && own.month == its.month
        }
    }
}
