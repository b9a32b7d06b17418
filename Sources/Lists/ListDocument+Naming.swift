extension ListDocument {
    /// The list with other ids for its people.
    public func withIDs(_ id: (String) -> String) -> ListDocument {
        ListDocument(
            header: header, rows: rows.map { $0.with(id: id($0.personID)) },
            nearMisses: nearMisses.map { $0.with(id: id($0.personID)) },
            left: left.map { PersonAndReason(personID: id($0.personID), why: $0.why) })
    }

    /// What a practice may know of the list of a team or a hospital: its own people. The others are counted as left out.
    public func ofOnePractice(_ isOwn: (String) -> Bool) -> ListDocument {
        let own = rows.filter { isOwn($0.personID) }
        let counts = header.counts
        let others = ListCounts.LeftOut(
            why: "on the whole list and not to be named to this practice", people: rows.count - own.count)
        var header = header
        header.counts = ListCounts(
            eligible: counts.eligible, shown: own.count,
            leftOut: counts.leftOut + (others.people > 0 ? [others] : []), belowTheLine: counts.belowTheLine,
            nearMisses: counts.nearMisses)
        header.expectation = header.expectation.flatMap { ListExpectation(own, evaluation: $0.evaluation) }
        header.parts = nil
        header.issue = header.issue.map { $0.withoutMovement(isIssued: $0.isIssued) }
        return ListDocument(header: header, rows: own).noting("Of this list here are the people of one practice alone")
    }
}

extension ListRow {
    fileprivate func with(id: String) -> ListRow {
        var row = self
        row.personID = id
        return row
    }
}
