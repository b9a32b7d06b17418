import Evaluation
import Foundation
import Records

/// What an archive tells, and what a reconstruction would have got wrong, in sentences for the report.
struct ArchiveLimits {
    private var differences: ReconstructionDifferences?
    private var reconstructed: [Day] = []

    private static let mostFeatures = 10

    /// - Parameter isOfTheDay: whether the archive was made on its index date.
    mutating func add(_ other: ReconstructionDifferences, at day: Day, isOfTheDay: Bool) {
        if differences == nil { differences = other } else { differences?.merge(other) }
        if !isOfTheDay { reconstructed.append(day) }
    }

    var sentences: [String] {
        var sentences = [
            "Features and registration facts are those archived on the index date; outcomes are those of the extracts."
        ]
        if !reconstructed.isEmpty {
            sentences.append(
                "The archive of \(reconstructed.map(\.description).joined(separator: ", ")) was made on a later day than "
                    + "its index date: it is itself a reconstruction.")
        }
        guard let differences else { return sentences }
        if !differences.lacking.isEmpty {
            sentences.append(
                "The extracts of today do not give these archived features: "
                    + "\(differences.lacking.prefix(Self.mostFeatures).joined(separator: ", "))"
                    + (differences.lacking.count > Self.mostFeatures
                        ? " and \(differences.lacking.count - Self.mostFeatures) more." : "."))
        }
        return sentences + [sentence(differences)]
    }

    private func sentence(_ differences: ReconstructionDifferences) -> String {
        let start = "Had the features been reconstructed from the extracts of today, "
        guard differences.differing > 0 else { return start + "all would be the same." }
        guard let all = share(differences.differing, differences) else {
            return start + "those of \(DisclosureControl.suppressedUpTo) people at most would differ."
        }
        let told = differences.byFeature
            .sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }
            .prefix(Self.mostFeatures)
            .compactMap { name, count in share(count, differences).map { "\(name) (\($0))" } }
        return start + "\(all) of the people would differ in some"
            + (told.isEmpty ? "." : "; most often in \(told.joined(separator: ", ")).")
    }

    /// Nil where so few differ that it must not be told.
    private func share(_ count: Int, _ differences: ReconstructionDifferences) -> String? {
        DisclosureControl.released(count).map {
            String(format: "%.1f%%", 100 * min(1, Double($0) / Double(max(1, differences.people))))
        }
    }
}
