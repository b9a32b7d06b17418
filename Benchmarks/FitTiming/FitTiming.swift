import FeatureData
import Foundation
import Glibc
import Training

/// One task of the penalised-fit benchmark by Anticipate's own solver, timed: what `peers/penalised_fit.py` and
/// `peers/glmnet_fit.R` are of the peers'.
///
///     FitTiming FOLDER ridge|path|cv [LAMBDAS.json] [OBJECTIVES.json]
///
/// Prints CPU and wall seconds of the fit and peak memory of the process as a line of JSON; the objectives are the
/// solver's own, and those of a ridge fit or a path go to the file named.
@main
struct FitTiming {
    /// As in the peers: lambda of the ridge, the lasso's share of the path and of the cross-validated fit.
    private static let ridge = 1e-4
    private static let alphas = ["ridge": 0.0, "path": 0.5, "cv": 1.0]
    /// The largest violation of the optimality conditions: the objective is then within 1e-10 of the minimum.
    private static let tolerance = 1e-8
    private static let threads = 1
    private static let usageWords = "FitTiming FOLDER ridge|path|cv [LAMBDAS.json] [OBJECTIVES.json]\n"

    static func main() async throws {
        let words = Array(CommandLine.arguments.dropFirst())
        guard words.count >= 2, let alpha = alphas[words[1]], words[1] == "ridge" || words.count >= 3 else {
            FileHandle.standardError.write(Data(usageWords.utf8))
            exit(64)
        }
        let (folder, task) = (MatrixFolder(words[0]), words[1])
        let rows = try folder.rows()
        let regression = PenalisedLogisticRegression(alpha: alpha, tolerance: tolerance)
        let lambdas =
            task == "ridge"
            ? [ridge] : try JSONDecoder().decode([Double].self, from: Data(contentsOf: URL(filePath: words[2])))
        let folds: [UInt8] = task == "cv" ? try folder.values("folds.u8", rows.matrix.rowCount) : []

        let start = (cpu: cpuSeconds(), clock: ContinuousClock.now)
        let fits: [PenalisedFit] =
            switch task {
            case "ridge": [try await regression.fit(rows, lambda: ridge, threads: threads)]
            case "path": try await regression.path(rows, lambdas: .given(lambdas), threads: threads).fits
            default:
                try await regression.crossValidation(rows, folds: folds, lambdas: .given(lambdas), threads: threads)
                    .path.fits
            }
        let took = Took(
            solver: "anticipate", task: task, columns: rows.matrix.columns.count, fitCpu: cpuSeconds() - start.cpu,
            fitWall: start.clock.duration(to: .now) / .seconds(1), peakRssMib: peakMemory())
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        print(String(decoding: try encoder.encode(took), as: UTF8.self))
        if words.count >= 4 {
            try encoder.encode(fits.map(\.objective)).write(to: URL(filePath: words[3]))
        }
    }

    private struct Took: Encodable {
        let solver: String
        let task: String
        let columns: Int
        let fitCpu: Double
        let fitWall: Double
        let peakRssMib: Int
    }

    private static func usage() -> rusage {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage
    }

    private static func cpuSeconds() -> Double {
        let usage = usage()
        return [usage.ru_utime, usage.ru_stime].reduce(0) { $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6 }
    }

    private static func peakMemory() -> Int { usage().ru_maxrss / 1024 }
}
