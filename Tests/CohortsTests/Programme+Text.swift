import Cohorts
import Configuration
import Testing

extension Programme {
    /// A programme from its text, which must be right.
    static func text(_ text: String, id: String = "most-complex") throws -> Programme {
        let problems = Problems()
        let programme = Programme.read(text, id: id, file: "\(id).yaml", problems: problems)
        #expect(problems.all.map(\.description) == [])
        return try #require(programme)
    }

    /// A programme with two exclusions.
    static func selecting(_ select: String, splitBy split: String = "practice") throws -> Programme {
        try text(
            """
            title: The most complex
            model: emergency-admission
            eligible: age >= 18
            select: { \(select) }
            exclude: [{ caseload: most-complex }, { caseload: palliative-care }]
            lists_by: \(split)
            """)
    }
}
