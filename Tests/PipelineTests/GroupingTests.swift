import Evaluation
import FeatureData
import Testing

@testable import Pipeline

@Suite("What results are told by")
struct GroupingTests {
    @Test("Levels that no row has are left out, and a group without any")
    func empty() throws {
        // Of another table's rows: B and D are nobody's here.
        let whole = Attribute(name: "ethnicity", texts: ["A", "B", "C", "D", nil])
        let some = try #require(Grouping(whole.selecting([2, 0, 4, 2])))
        #expect(some.levels == ["A", "C"] && some.codes == [1, 0, -1, 1])
        #expect(Grouping(whole.selecting([4])) == nil)
    }

    @Test("A condition is told by those who have it, and not at all where nobody has")
    func conditions() throws {
        let copd = Attribute(name: "COPD", texts: ["yes", "no", nil])
        let told = try #require(Grouping(copd.selecting([1, 0, 2])))
        #expect(told.levels == ["yes"] && told.codes == [-1, 0, -1])
        #expect(Grouping(copd.selecting([1, 1])) == nil)
    }
}
