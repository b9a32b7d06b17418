extension QualityAccount {
    /// The same, where people have been left out of a run after it was published: nobody of them is scored any more. How
    /// far its people lay from a model's is told as it was.
    /// - Parameter people: by practice code.
    public func leavingOut(scored people: [String: Int], as reason: String) -> QualityAccount {
        let number = people.values.reduce(0, +)
        guard number > 0 else { return self }
        var notScored = self.people.notScored
        notScored[reason, default: 0] += number
        return QualityAccount(
            indexDate: indexDate, runDate: runDate, isDemonstration: isDemonstration, sources: sources,
            people: PeopleAccount(
                registered: self.people.registered, scored: self.people.scored - number, notScored: notScored),
            practices: practices.map { practice in
                PracticeCount(
                    code: practice.code, name: practice.name, registered: practice.registered,
                    scored: practice.scored - (people[practice.code] ?? 0))
            }, unavailableFeatures: unavailableFeatures, drift: drift, absences: absences)
    }
}
