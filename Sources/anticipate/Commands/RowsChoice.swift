import ArgumentParser

/// What a command is told of where its rows come from.
struct RowsChoice {
    let config: String?
    let table: String?
    let archive: String?
    let indexDate: String?
    let holdout: String?

    /// - Parameter purpose: what the rows are for: "train on", "evaluate on".
    /// - Throws: `ValidationError` where there is no source or two, or an option that a ready table does not take.
    func validate(for purpose: String) throws {
        guard (config == nil) != (table == nil) else { throw ValidationError("say either --config or --table") }
        guard table != nil else { return }
        guard holdout == nil else {
            throw ValidationError("the people of a ready table are its own: leave out --holdout")
        }
        guard archive == nil else {
            throw ValidationError("a ready table brings its own features: leave out --archive")
        }
        guard indexDate == nil else {
            throw ValidationError("a ready table has no index date: its design says which rows to \(purpose)")
        }
    }
}
