import Identity
import Testing

@Suite struct ObjectionMatrixTests {
    @Test("Without a word, every kind objects to every purpose", arguments: ObjectionKind.allCases, Purpose.allCases)
    func everything(kind: ObjectionKind, purpose: Purpose) {
        #expect(ObjectionMatrix.everything.objects(kind, to: [purpose]))
    }

    @Test("A purpose that is named is objected to by the kinds that stand there, and others by all")
    func matrix() {
        let matrix = ObjectionMatrix(kinds: [.directCare: [.riskStratification], .aggregate: []])
        #expect(matrix.objects(.riskStratification, to: [.directCare]))
        #expect(!matrix.objects(.type1, to: [.directCare]))
        #expect(!matrix.objects(.type1, to: [.aggregate]) && !matrix.objects(.riskStratification, to: [.aggregate]))
        #expect(matrix.objects(.type1, to: [.training]))
        // Of several purposes, an objection to one is enough.
        #expect(matrix.objects(.type1, to: [.aggregate, .training]))
        #expect(matrix.objects(nil, to: [.aggregate]))
        #expect(!matrix.objects(.type1, to: []))
    }

    @Test("A purpose is as strict as another where nobody objects to the other alone")
    func strictness() {
        let matrix = ObjectionMatrix(kinds: [.directCare: [.riskStratification], .aggregate: []])
        #expect(matrix.isAsStrict(for: .training, asFor: .directCare))
        #expect(!matrix.isAsStrict(for: .directCare, asFor: .training))
        #expect(ObjectionMatrix.everything.isAsStrict(for: .directCare, asFor: .training))
    }
}
