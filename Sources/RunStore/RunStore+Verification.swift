extension RunStore {
    /// Reads every byte of a committed run again. Empty where all is as its manifest says.
    public func verify(_ id: RunID) throws -> [VerificationProblem] {
        guard try directory.statusIfPresent(of: path(id)) != nil else { throw RunStoreError.missingRun(id) }
        var verification = RunVerification(of: id, at: path(id), in: directory)
        return try verification.run()
    }

    /// Verifies a run, and throws `doesNotVerify` with every problem found.
    public func requireWhole(_ id: RunID) throws {
        let problems = try verify(id)
        if !problems.isEmpty { throw RunStoreError.doesNotVerify(id, problems) }
    }
}
