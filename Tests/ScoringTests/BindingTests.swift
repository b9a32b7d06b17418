import FeatureData
import Scoring
import Testing

@Suite("Binding a model to a matrix")
struct BindingTests {
    @Test("tells every feature that cannot be had, and why")
    func problems() {
        var columns = Example.columns.filter { $0.name != "egfr" }
        columns[0] = FeatureColumn(name: "age", usual: 0, fingerprint: "a2", reason: "")
        let error = #expect(throws: ScoringError.self) {
            _ = try Example.model.bind(to: columns, unavailable: ["admissions": "no extract of admissions was given"])
        }
        #expect(
            error?.description == "The model emergency-admission 1 cannot score this run: "
                + "admissions is unavailable: no extract of admissions was given; "
                + "age has the fingerprint a2 in the catalogue and a1 in the model; "
                + "the catalogue has no feature egfr. "
                + "Supply the sources it needs, or use a model trained on this catalogue.")
    }

    @Test("is refused where nobody adds the model's offset")
    func offset() throws {
        var model = Example.model
        model.offset = "exposure"
        _ = try model.bind(to: Example.columns, addingOffset: "exposure")
        for other in [nil, "weight"] {
            let error = #expect(throws: ScoringError.self) {
                _ = try model.bind(to: Example.columns, addingOffset: other)
            }
            #expect(
                error?.description
                    == "The model emergency-admission 1 cannot score this run: the model adds the offset "
                    + "exposure, a column of a ready table, which is not here. "
                    + "Supply the sources it needs, or use a model trained on this catalogue.")
        }
    }

    @Test("does not mind a feature that the model has no use for")
    func unused() throws {
        _ = try Example.model.bind(to: Example.columns, unavailable: ["unused": "no extract"])
    }
}
