import Ledger
import Records
import RunStore
import Tabular

extension LedgerMember {
    init(_ member: PastMember, on day: Day) {
        self.init(
            person: member.personID, place: member.place, rank: member.rank, rankInPractice: member.rankInPractice,
            risk: member.risk, enteredOn: member.enteredOn.description,
            listedSince: member.listedSince.description, entryReason: member.entry.code,
            entryDetail: member.entry.detail, stay: member.stay, contributions: member.families ?? [],
            days: day.days(since: member.listedSince))
    }
}

extension LedgerAct {
    init(_ entry: AuditEntry, digest: String) {
        self.init(
            time: entry.time.description, action: entry.action, user: entry.user, purpose: entry.purpose,
            facts: JSONValue.object(entry.facts).compactText, digest: digest)
    }
}

extension LedgerReview {
    init(_ review: Review, broughtOn: Day) {
        self.init(
            person: review.person, programme: review.programme, reviewedOn: review.reviewedOn.description,
            outcome: review.outcome, suitable: review.suitable, reason: review.reason,
            broughtOn: broughtOn.description)
    }
}

extension LedgerRun.Model {
    /// A model as a manifest's facts tell it; its name may have a version behind it, as settings do.
    init?(_ json: JSONValue) {
        guard case .object(let members) = json, case .string(let name)? = members["name"],
            case .string(let version)? = members["version"], case .string(let sha256)? = members["sha256"]
        else { return nil }
        self.init(name: String(name.prefix { $0 != "/" }), version: version, sha256: sha256)
    }
}
