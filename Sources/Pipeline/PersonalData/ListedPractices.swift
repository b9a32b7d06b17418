import Lists
import RunStore
import Tabular

/// Whose list each file of a run is.
struct ListedPractices {
    /// The codes of the practices that the run knew.
    let codes: [String]
    private let stems: Set<String>

    init(_ manifest: Manifest) {
        guard case .object(let facts) = manifest.facts.facts, let baseline = Baseline(facts["baseline"]) else {
            (codes, stems) = ([], [])
            return
        }
        codes = baseline.practices.keys.sorted()
        stems = Set(codes.map(FileStem.of))
    }

    /// A list that a practice's people may be on.
    struct List {
        let entry: ManifestEntry
        let programme: String
        /// Of the place in the run's file names.
        let stem: String
        /// Whether it is the practice's own, and not a neighbourhood team's or a hospital's.
        let isOwn: Bool
    }

    /// The lists that a practice's people may be on: its own, and those of neighbourhood teams and hospitals, which may
    /// be coded as practices are.
    /// - Parameter published: tells whose a list is; nil, of a run that cannot be read back, goes by its code.
    func lists(of practice: String, in manifest: Manifest, _ published: PublishedLists?) -> [List] {
        manifest.entries.compactMap { entry in
            let parts = entry.path.description.split(separator: "/").map(String.init)
            guard parts.count == 3, parts[0] == "lists", parts[2].hasSuffix(".csv") else { return nil }
            let stem = String(parts[2].dropLast(".csv".count))
            let kind = published?.kind(parts[1], stem: stem)
            let isPractice = kind.map { $0 == .practice } ?? stems.contains(stem)
            guard !isPractice || stem == FileStem.of(practice) else { return nil }
            return List(entry: entry, programme: parts[1], stem: stem, isOwn: isPractice)
        }
    }
}
