import Ledger
import RunStore
import Tabular

/// What an operator asks of the ledger. Answers name people where that is what was asked: they are for standard
/// output or a file of the owner's, and for nothing else, and that they were asked for is told in the audit log first.
public struct LedgerQuestions {
    private let store: RunStore
    private let keeper: LedgerKeeper
    private let notice: (String) -> Void

    /// - Parameters:
    ///   - output: the directory that runs are published in; it must be there.
    ///   - notice: told what the answer that follows lacks, and why. It is no part of the answer.
    public init(output: String, notice: @escaping (String) -> Void = { StandardError.write($0 + "\n") }) throws {
        store = try RunStore(directory: output, creating: false)
        keeper = LedgerKeeper(store, output: output)
        self.notice = notice
    }

    /// Makes the ledger again from the published runs.
    /// - Returns: what was done, in sentences.
    public func rebuild() throws -> [String] {
        let lock = try store.acquireLock()
        defer { lock.release() }
        let rebuilt = try keeper.rebuild()
        return ["the ledger was made again from the published runs: \(rebuilt.issues) issues"] + rebuilt.notes
    }

    /// Which lists a person was on, when and why, and what reviews said of them.
    /// - Parameters:
    ///   - configuration: of the key under which an NHS number is looked for; nil looks for the id as it is.
    ///   - isFull: whether every contribution is told, each time.
    public func history(of person: String, configuration: String? = nil, isFull: Bool = false) throws -> [String] {
        let id = try configuration.map { try RunConfiguration(path: $0).published(person) } ?? person
        let history = try ledger(telling: "history of a person").history(of: id)
        let withdrawn = try WithdrawnIssues(store).memberships(of: id, known: history)
        guard !history.memberships.isEmpty || !history.reviews.isEmpty || !withdrawn.isEmpty else {
            return [
                "on no list that was issued, and in no review; or has objected since, and is forgotten here: runs before "
                    + "that may have them"
            ]
        }
        return HistoryWords(history, withdrawn: withdrawn, isFull: isFull).lines
    }

    /// How the lists changed at each issue, as a table.
    /// - Parameter programme: nil for all.
    public func churn(of programme: String?) throws -> [String] {
        let head =
            "programme,issue,date,listed,entered,returning,stayed,stayed_by_band,left,opted_out,moved,"
            + "share_entering,share_leaving,overlap,median_days"
        return try [head] + ledger().churn(of: programme).map(Self.line)
    }

    /// Who was listed by a model: in numbers and places.
    /// - Parameters:
    ///   - model: `name/version`.
    ///   - file: where their ids are written, one a line; nil names nobody.
    public func recall(_ model: String, namingIn file: String? = nil) throws -> [String] {
        let parts = model.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 else { throw PipelineError.notAModel(text: model) }
        let ledger =
            file == nil
            ? try self.ledger()
            : try self.ledger(telling: "recall a model's people by id", ["model": .string(model)])
        let recall = try ledger.recall(model: parts[0], version: parts[1])
        let withdrawn = try WithdrawnIssues(store).listed(model: parts[0], version: parts[1])
        let persons = Set(recall.persons).union(withdrawn.flatMap { $0.persons ?? [] })
            .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        if let file { try NewFile.write(persons.map { $0 + "\n" }.joined(), to: file) }
        var lines = [
            "people listed at issues: \(persons.count)",
            "memberships of people who have objected since: \(recall.forgotten)",
            "runs that used it, with the lists between issues: \(recall.runs.count)",
        ]
        lines += recall.issued.map {
            "issue \($0.issue) of \($0.date): \($0.programme), listed \($0.listed), "
                + "in runs/\($0.run)/lists/\($0.programme)"
        }
        lines += withdrawn.map(\.line)
        if !withdrawn.isEmpty { lines.append(Self.withdrawnNote) }
        lines += recall.runs.map { "run: runs/\($0)" }
        return lines
    }

    private static let withdrawnNote =
        "issues that were rolled back, or made again, are read from their runs: people who have objected since may be "
        + "among them"

    /// Brought up to date where no run is under way; as it is while one is, or where this user may not, which is told.
    private func ledger() throws -> Ledger {
        do {
            let lock = try store.acquireLock()
            defer { lock.release() }
            keeper.catchUp().forEach(notice)
        } catch {
            notice("the ledger is as it was, and may lack the newest runs: \(error)")
        }
        return try opened()
    }

    /// Brought up to date, once the audit log tells what is about to be done: while a run is under way, nothing is.
    private func ledger(telling action: String, _ facts: [String: JSONValue] = [:]) throws -> Ledger {
        let lock = try store.acquireLock()
        defer { lock.release() }
        try AuditLog(store).append([Accountable.ofProcess.entry(action, facts)], holding: lock)
        keeper.catchUp().forEach(notice)
        return try opened()
    }

    private func opened() throws -> Ledger {
        let ledger = try Ledger(opening: keeper.path)
        // Told each time: who brought the ledger up to date may have been another.
        let numbers = try ledger.issues().map(\.number)
        for (earlier, later) in zip(numbers, numbers.dropFirst()) where later > earlier + 1 {
            let missing = earlier + 2 == later ? "issue \(earlier + 1)" : "issues \(earlier + 1) to \(later - 1)"
            notice("the ledger has no \(missing), whose files are missing or have changed: the answer lacks it")
        }
        return ledger
    }

    private static func line(_ churn: Churn) -> String {
        let counts = churn.counts
        let numbers = [
            counts.listed, counts.entered, counts.returning, counts.stayed, counts.stayedByBand, counts.left,
            counts.optedOut, counts.moved,
        ].map(String.init)
        let shares = [churn.shareEntering, churn.shareLeaving, churn.overlap].map { share in
            share.map { Figure.decimal($0, places: 4) } ?? ""
        }
        return ([churn.programme, String(churn.issue), churn.date] + numbers + shares + [String(churn.medianDays)])
            .joined(separator: ",")
    }
}
