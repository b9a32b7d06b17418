import Testing

@testable import Pipeline

@Suite("The name of a list's file")
struct FileStemTests {
    @Test("is the code of its place, and of no other place's however alike they are")
    func stems() {
        #expect(["Q10000", "a-b", "North PCN"].map(FileStem.of) == ["Q10000", "a-b", "North_PCN"])
        let alike =
            ["North_PCN", "North PCN", "North/PCN", "North & PCN", "North / PCN", "../PCN", "", " "]
            + [60, 61, 62].map { String(repeating: "x", count: $0) }
        let stems = alike.map(FileStem.of)
        #expect(Set(stems).count == alike.count)
        // The digest: printf 'North_PCN' | sha256sum
        #expect(stems[0] == "North_PCN-26c350c2")
        for stem in stems { #expect(stem.utf8.allSatisfy { $0 < 0x80 } && !stem.contains("/") && !stem.contains(".")) }
    }
}
