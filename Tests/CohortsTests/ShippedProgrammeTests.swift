import Cohorts
import Configuration
import FeatureData
import Foundation
import Testing

/// The files of `Models/programmes`, read by themselves.
@Suite("The programmes that come with the program") struct ShippedProgrammeTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Models/programmes")

    private func text(_ id: String) throws -> String {
        try String(contentsOf: Self.folder.appending(path: "\(id).yaml"), encoding: .utf8)
    }

    @Test("leave out who is on a palliative register, or say in their file why not")
    func palliative() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
        let ids = files.map { String($0.dropLast(".yaml".count)) }
        #expect(ids.count >= 16)
        let exclusion = try Programme.text(
            """
            title: t
            model: m
            eligible: age >= 18
            select: { share: 4% }
            exclude: [{ where: ltc_palliative = 1, as: on a palliative or end-of-life register }]
            """
        ).exclusions[0]
        var keeping: [String] = []
        for id in ids {
            let text = try text(id)
            if try Programme.text(text, id: id).exclusions.contains(exclusion) { continue }
            keeping.append(id)
            let comments = text.split(separator: "\n").filter { $0.hasPrefix("#") }.joined(separator: " ")
            #expect(comments.contains("end of life"), "\(id) says nothing of those at the end of life")
        }
        #expect(keeping == ["care-home-residents"])
    }

    @Test(
        "that list few, or most of the eligible, tell thirds of them and not the top hundredths",
        arguments: [
            "care-home-residents", "complex-long-term-conditions", "frail-at-risk", "over-75s-community-nursing",
            "stroke-in-atrial-fibrillation",
        ])
    func bands(id: String) throws {
        let bands = try Programme.text(text(id), id: id).bands
        #expect(bands.map(\.name) == ["highest third", "middle third", "lowest third"])
    }

    @Test(
        "that take a share enter at 4% and leave at 5%, stay four weeks, and name nobody who was found unsuitable",
        arguments: ["most-complex-4pc", "most-complex-by-neighbourhood", "most-complex-4pc-by-complexity"])
    func stability(id: String) throws {
        let programme = try Programme.text(text(id), id: id)
        let (enter, leave) = (try #require(Share("4%")), try #require(Share("5%")))
        #expect(programme.selection == .share(enter))
        #expect(programme.stability == Stability(leaveAt: .share(leave), leastDays: 28))
        #expect(programme.exclusions.contains(Exclusion(unsuitableForDays: 365)))
        #expect(programme.presentation.hasCaseloadLast)
    }
}
