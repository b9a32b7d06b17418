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

    /// The lists that a practice's people may be on: its own, and those of neighbourhood teams and hospitals.
    func lists(of practice: String, in manifest: Manifest) -> [ManifestEntry] {
        manifest.entries.filter { entry in
            let parts = entry.path.description.split(separator: "/")
            guard parts.count == 3, parts[0] == "lists", parts[2].hasSuffix(".csv") else { return false }
            let stem = String(parts[2].dropLast(4))
            return stem == FileStem.of(practice) || !stems.contains(stem)
        }
    }
}
