import Testing

@testable import Lists

@Suite struct SheetNamesTests {
    @Test("Sheets have names that Excel takes, whatever the titles, and no two are alike")
    func names() {
        var names = SheetNames()
        let long = "People with three or more long-term conditions and a recent admission"
        let titles = [
            "The most complex 4%", "the MOST complex 4%", "a/b\\c:d*e?f[g]h", "'quoted'", "", "History", long, long,
            String(repeating: "ü", count: 40), String(repeating: "👩‍⚕️", count: 12), "tab\tand\nline",
        ]
        let made = titles.map { names.name(for: $0) }
        #expect(made[0] == "The most complex 4%" && made[1] == "the MOST complex 4% 2")
        #expect(made[2] == "a b c d e f g h" && made[3] == "quoted" && made[4] == "List" && made[5] == "History 2")
        #expect(made[10] == "tab and line")
        for name in made {
            #expect((1...31).contains(name.utf16.count))
            #expect(!name.contains { "[]:*?/\\".contains($0) })
            #expect(name.first != "'" && name.last != "'")
        }
        #expect(Set(made.map { $0.lowercased() }).count == made.count)
    }
}
