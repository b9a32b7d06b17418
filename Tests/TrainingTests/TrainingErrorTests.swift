import FeatureData
import Testing
import Training

@Suite("Training refuses")
struct TrainingErrorTests {
    let data = TrainingData(rows: 50, columns: 4)

    private func sentence(
        _ data: TrainingData, lambda: Double = 1e-4, outcomes: [UInt8]? = nil
    ) async -> String? {
        let error = await #expect(throws: TrainingError.self) {
            _ = try await RidgeLogisticRegression(lambda: lambda)
                .fit(data.matrix(), outcomes: outcomes ?? data.outcomes, threads: 1)
        }
        return error?.description
    }

    @Test("one outcome only", arguments: [0, 1] as [UInt8])
    func singleClass(outcome: UInt8) async {
        #expect(
            await sentence(data, outcomes: [UInt8](repeating: outcome, count: 50))
                == "All of 50 rows have the same outcome, so there is nothing to fit. "
                + "Check the outcome's definition and that the extracts cover the follow-up.")
    }

    @Test("outcomes that do not go with the rows")
    func outcomes() async {
        #expect(
            await sentence(data, outcomes: [0, 1])
                == "There are 2 outcomes for 50 rows. Derive both for the same people and index dates.")
        #expect(
            await sentence(data, outcomes: [2, 3] + data.outcomes.dropFirst(2))
                == "The outcome is neither 0 nor 1 in 2 rows. A logistic model needs a binary outcome.")
    }

    @Test("values that are not finite")
    func notFinite() async {
        var broken = data
        broken.rows[3][1] = .infinity
        broken.rows[4][2] = .nan
        #expect(
            await sentence(broken)
                == "The columns feature_1, feature_2 hold values that are not finite. "
                + "Correct the features' definitions.")
    }

    @Test("a penalty that is no penalty")
    func lambda() async {
        #expect(
            await sentence(data, lambda: -1)
                == "The penalty lambda must be a finite number of at least 0. Correct it in the design.")
    }

    @Test("a constant column without a penalty")
    func unpenalised() async {
        var constant = data
        for row in constant.rows.indices { constant.rows[row][2] = 4 }
        #expect(
            await sentence(constant, lambda: 0)
                == "With lambda = 0.0, feature_2 cannot be told apart from the columns before it. "
                + "Give a larger lambda, or leave the column out.")
    }
}
