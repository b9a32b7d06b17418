import Records
import Testing

@Suite("The ids of persons")
struct PersonIDsTests {
    @Test("Ids stand bytewise, whatever order they came in, and are found")
    func order() {
        let sorted = ["", "0", "1", "10", "2", "A", "AA", "B", "Z", "a", "é", "ﬁ", "😀"]
        let ids = PersonIDs(["B", "😀", "2", "10", "", "ﬁ", "é", "a", "1", "AA", "Z", "0", "A"])
        #expect((0..<ids.count).map { ids[$0] } == sorted)
        for (place, id) in sorted.enumerated() { #expect(ids.person(withID: id) == place) }
        for id in ["3", "AB", "~", "e\u{301}", "😁", "00"] { #expect(ids.person(withID: id) == nil) }
        #expect(ids.longest == 4)
    }

    @Test("Nobody has no ids")
    func nobody() {
        let ids = PersonIDs([])
        #expect(ids.count == 0)
        #expect(ids.person(withID: "A") == nil)
        #expect(ids.longest == 0)
    }
}
