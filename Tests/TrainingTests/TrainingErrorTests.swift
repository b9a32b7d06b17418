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
            _ = try await Ridge(lambda: lambda)
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

    @Test("columns whose squares a double does not hold, under a penalty and in folds")
    func spreads() async {
        var broken = data
        for row in broken.rows.indices { broken.rows[row][0] *= 1e-170 }
        // What Stata writes where a value is missing.
        broken.rows[3][3] = 8.98846567431158e307
        let expected =
            "The values of feature_0, feature_3 are too far apart or too close together to be standardised: a standard "
            + "deviation must be from 1e-153 to 1e153. Give them in another unit, and leave a field empty that holds a "
            + "huge number for a value that is missing."
        #expect(await sentence(broken) == expected)
        let rows = TrainingRows(matrix: broken.matrix(), outcomes: broken.outcomes)
        let error = await #expect(throws: TrainingError.self) {
            _ = try await PenalisedLogisticRegression().crossValidation(
                rows, folds: broken.rows.indices.map { UInt8($0 % 2) }, threads: 1)
        }
        #expect(error?.description == expected)
        // All but one of them are as good as constant, which is no obstacle.
        for row in broken.rows.indices { broken.rows[row][3] = row == 3 ? 1e150 : 0 }
        for row in broken.rows.indices { broken.rows[row][0] *= 1e30 }
        #expect((try? await Ridge().fit(broken.matrix(), outcomes: broken.outcomes, threads: 1))?.converged == true)
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

    private func penalised(_ change: (inout TrainingRows, inout PenalisedLogisticRegression) -> Void) async -> String? {
        var rows = TrainingRows(matrix: data.matrix(), outcomes: data.outcomes)
        var regression = PenalisedLogisticRegression(alpha: 0.5)
        change(&rows, &regression)
        let error = await #expect(throws: TrainingError.self) {
            _ = try await regression.fit(rows, lambda: 0.1, threads: 1)
        }
        return error?.description
    }

    @Test("penalties that are none")
    func penalties() async {
        #expect(
            await penalised { $1.alpha = 1.5 }
                == "The lasso's share alpha must be a number between 0 and 1. Correct it in the design.")
        #expect(
            await penalised { $1.factors = [1] }
                == "There are 1 penalty factors for 4 columns. Give one for each.")
        #expect(
            await penalised { $1.factors = [1, -1, 1, .nan] }
                == "The penalty factors of feature_1, feature_3 are not finite numbers of at least 0. "
                + "Correct them in the design.")
        #expect(
            await penalised { rows, regression in
                rows.matrix = constantColumn
                regression.factors = [0, 0, 0, 1]
            }
                == "The column feature_2, which is not penalised, cannot be told apart from the intercept and the "
                + "unpenalised columns before it. Give it a penalty, or leave it out.")
    }

    private var constantColumn: FeatureMatrix {
        var constant = data
        for row in constant.rows.indices { constant.rows[row][2] = 4 }
        return constant.matrix()
    }

    @Test("weights and offsets that do not go with the rows")
    func weights() async {
        #expect(
            await penalised { rows, _ in rows.weights = [1] }
                == "There are 1 weights for 50 rows. Give one for each.")
        #expect(
            await penalised { rows, _ in rows.weights = [-1, .infinity] + [Double](repeating: 1, count: 48) }
                == "The weights of 2 rows are not finite numbers of at least 0.")
        #expect(
            await penalised { rows, _ in rows.offsets = [] }
                == "There are 0 offsets for 50 rows. Give one for each.")
        #expect(
            await penalised { rows, _ in rows.offsets = [.nan] + [Double](repeating: 1, count: 49) }
                == "The offsets of 1 rows are not finite.")
    }

    @Test("a fold of rows that count nothing")
    func foldOfNoWeight() async {
        let folds = data.outcomes.indices.map { UInt8($0 % 3) }
        let rows = TrainingRows(
            matrix: data.matrix(), outcomes: data.outcomes, weights: folds.map { $0 == 1 ? 0 : 1 })
        let error = await #expect(throws: TrainingError.self) {
            _ = try await PenalisedLogisticRegression().crossValidation(rows, folds: folds, threads: 1)
        }
        #expect(error == .foldEmpty(fold: 1))
    }

    private func crossValidated(folds: [UInt8], lambdas: LambdaGrid = .standard) async -> String? {
        let error = await #expect(throws: TrainingError.self) {
            _ = try await PenalisedLogisticRegression().crossValidation(
                TrainingRows(matrix: data.matrix(), outcomes: data.outcomes), folds: folds, lambdas: lambdas,
                threads: 1)
        }
        return error?.description
    }

    @Test("folds and paths that are none")
    func folds() async {
        #expect(await crossValidated(folds: [0, 1]) == "There are 2 folds for 50 rows. Give each row one.")
        #expect(
            await crossValidated(folds: [UInt8](repeating: 0, count: 50))
                == "All rows are in one fold. Cross-validation needs two or more.")
        #expect(
            await crossValidated(folds: data.outcomes)
                == "Without fold 0, all rows have the same outcome. Take fewer folds, or more rows.")
        // Nobody is in fold 1 of three.
        #expect(
            await crossValidated(folds: data.outcomes.indices.map { $0.isMultiple(of: 2) ? 0 : 2 })
                == "Nobody with a weight above 0 is in fold 1, so that it tells nothing of a penalty. Take fewer folds, or "
                + "more rows.")
        for lambdas in [LambdaGrid.given([0.1, 0.2]), .given([]), .given([-1]), .spaced(count: 0)] {
            #expect(
                await crossValidated(folds: data.outcomes, lambdas: lambdas)
                    == "The penalties of a path must be finite numbers of at least 0, each smaller than the one "
                    + "before, and a path's ratio between 0 and 1. Correct them in the design.")
        }
    }
}
