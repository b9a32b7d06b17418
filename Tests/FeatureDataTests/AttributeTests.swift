import FeatureData
import Testing

@Suite struct AttributeTests {
    @Test("An attribute gives each row its value back, and nil where it is not known")
    func values() {
        let texts = ["L81001", nil, "A10002", "L81001"]
        let practice = Attribute(name: "practice", texts: texts)
        #expect((0..<4).map { practice[RowID($0)] } == texts)
        #expect(practice.values == ["A10002", "L81001"])
    }

    @Test("Attributes are found by name")
    func lookup() {
        let attributes = Attributes(rowCount: 1, [Attribute(name: "practice", texts: ["A10002"])])
        #expect(attributes["practice"]?.values == ["A10002"])
        #expect(attributes["neighbourhood"] == nil)
    }
}
