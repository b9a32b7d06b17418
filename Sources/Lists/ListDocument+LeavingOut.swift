import Tabular

/// Whom a list loses after it was published, and who of its place is counted nowhere else.
public struct LeftOutAfterPublication: Sendable {
    /// Whether somebody is to be on the list no more.
    public let isLeftOut: @Sendable (String) -> Bool
    /// Whether they were counted as having come on to it.
    public let hasEntered: @Sendable (String) -> Bool
    /// The code of somebody's practice, where it is known.
    public let practice: @Sendable (String) -> String?
    /// The people of the list's place, a practice, who had a score or were named as having none: why they had none.
    public let ofPlace: [(why: String?, people: Int)]
    /// Those whom a rule had left out already and whose names are told somewhere: the rule and how many.
    public let ofRule: (why: String, people: Int)?

    public init(
        isLeftOut: @escaping @Sendable (String) -> Bool, hasEntered: @escaping @Sendable (String) -> Bool,
        practice: @escaping @Sendable (String) -> String?, ofPlace: [(why: String?, people: Int)],
        ofRule: (why: String, people: Int)?
    ) {
        self.isLeftOut = isLeftOut
        self.hasEntered = hasEntered
        self.practice = practice
        self.ofPlace = ofPlace
        self.ofRule = ofRule
    }

    /// Why people are missing, in the counts above a list.
    public static let words = "left out after publication"
}

extension ListDocument {
    /// The list without some of its people, and its header with counts that are those of its rows.
    ///
    /// Ranks stay as they were published: nobody moves up for it, and the header says that numbers are missing. The
    /// account of the eligible stays whole, for who is taken off is counted as left out after publication.
    public func leavingOut(_ change: LeftOutAfterPublication) -> ListDocument {
        let rows = rows.filter { !change.isLeftOut($0.personID) }
        let near = nearMisses.filter { !change.isLeftOut($0.personID) }
        // The first of those below the line are the ones that are counted as close to it.
        let close = nearMisses.prefix(header.counts.nearMisses).count { change.isLeftOut($0.personID) }
        let taken = (listed: self.rows.count - rows.count, below: nearMisses.count - near.count, close: close)
        let entered = self.rows.count { change.isLeftOut($0.personID) && change.hasEntered($0.personID) }
        var counts = header.counts.leavingOut(taken, ofRule: change.ofRule)
        if !header.knowsEligible { counts = counts.withEligible(counts.shown) }
        var header = header.with(counts, notScored: header.notScored.moving(change.ofPlace))
        header.expectation = header.expectation.flatMap { ListExpectation(rows, evaluation: $0.evaluation) }
        header.parts = header.parts?.without(self.rows.filter { change.isLeftOut($0.personID) }, change.practice)
        header.issue = header.issue.map { issue in
            ListIssue(
                number: issue.number, date: issue.date, isIssued: issue.isIssued,
                movement: issue.movement.map {
                    .init(entered: $0.entered - entered, left: $0.left, reasons: $0.reasons)
                })
        }
        return ListDocument(
            header: header, rows: rows, nearMisses: near, left: left.filter { !change.isLeftOut($0.personID) })
    }
}

extension ListParts {
    /// - Parameter practice: where people stand who are divided by nothing: a team's people, in their practices.
    fileprivate func without(_ rows: [ListRow], _ practice: (String) -> String?) -> ListParts {
        var shown = parts.map(\.shown)
        for row in rows {
            let place = parts.firstIndex { part in
                if let own = row.part { return part.name == own }
                return practice(row.personID).map { part.name == $0 || part.name.hasSuffix("(\($0))") } ?? false
            }
            if let place { shown[place] -= 1 }
        }
        return ListParts(
            title: title,
            parts: zip(parts, shown).map { Part(name: $0.name, eligible: $0.eligible, shown: $1) })
    }
}

extension ListCounts {
    fileprivate func leavingOut(
        _ taken: (listed: Int, below: Int, close: Int), ofRule: (why: String, people: Int)?
    ) -> ListCounts {
        var left = leftOut
        var more = taken.listed + taken.below
        if let ofRule, let place = left.firstIndex(where: { $0.why == ofRule.why }) {
            let people = min(ofRule.people, left[place].people)
            left[place] = LeftOut(why: ofRule.why, people: left[place].people - people)
            more += people
        }
        return ListCounts(
            eligible: eligible, shown: shown - taken.listed, leftOut: left.adding(more),
            belowTheLine: belowTheLine - taken.below, nearMisses: nearMisses - taken.close)
    }

    /// A held list knows of no others than those who are on it.
    fileprivate func withEligible(_ people: Int) -> ListCounts {
        let left = leftOut.reduce(0) { $0 + $1.people }
        return ListCounts(
            eligible: people + left, shown: shown, leftOut: leftOut, belowTheLine: belowTheLine,
            nearMisses: nearMisses)
    }
}

extension [ListCounts.LeftOut] {
    /// So many more left out after publication.
    fileprivate func adding(_ people: Int) -> [ListCounts.LeftOut] {
        guard people > 0 else { return self }
        let before = first { $0.why == LeftOutAfterPublication.words }?.people ?? 0
        return filter { $0.why != LeftOutAfterPublication.words }
            + [.init(why: LeftOutAfterPublication.words, people: before + people)]
    }

    /// The same people, some of them no longer under their reason but left out after publication.
    fileprivate func moving(_ people: [(why: String?, people: Int)]) -> [ListCounts.LeftOut] {
        var counts = self
        for (why, number) in people {
            guard let why, let place = counts.firstIndex(where: { $0.why == why }) else { continue }
            counts[place] = .init(why: why, people: counts[place].people - number)
        }
        return counts.filter { $0.people > 0 }.adding(people.reduce(0) { $0 + $1.people })
    }
}

extension ListHeader {
    fileprivate func with(_ counts: ListCounts, notScored: [ListCounts.LeftOut]) -> ListHeader {
        let left = counts.leftOut.first { $0.why == LeftOutAfterPublication.words }?.people
        let words = left.map {
            "\(Self.noteStart): \(Figure.count($0)). The others keep the ranks that they were published with, so that "
                + "numbers are missing. Who has been left out since and was neither here nor just below the line is "
                + "counted here still."
        }
        var header = self
        header.counts = counts
        header.notes = notes.filter { !$0.hasPrefix(Self.noteStart) } + (words.map { [$0] } ?? [])
        header.notScored = notScored
        return header
    }

    private static let noteStart = "Left out after publication"
}
