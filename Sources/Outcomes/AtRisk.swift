/// What is done about people who die or leave within the time at risk without the outcome.
public enum AtRisk: String, Sendable, CaseIterable {
    /// They are rows, and have no event: nobody is dropped for what came after the index date.
    case everybody
    /// They are no rows: only those who had the outcome or were followed to the end.
    case observed
    /// Who left is no row, and the others weigh more to make up for them: the inverse of the share that was still
    /// registered (Kaplan and Meier's estimate) at their event, death or the end. Who died has no event.
    case weighted
}
