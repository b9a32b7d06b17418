import ArgumentParser
import Pipeline

/// Runs a command's work and ends the program as documented where it fails.
func ending<Result>(_ work: () async throws -> Result) async throws -> Result {
    do {
        return try await work()
    } catch let exit as ExitCode {
        throw exit
    } catch {
        StandardError.write("anticipate: \(error)\n")
        throw ExitCode(ExitStatus.code(of: error))
    }
}
