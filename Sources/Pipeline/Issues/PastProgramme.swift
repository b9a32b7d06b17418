import Records
import RunStore

/// A programme's members at the last issue, and those who have left it within a year.
struct PastProgramme: Sendable {
    let families: [String]
    let members: [PastMember]
    /// When they left, by person.
    let former: [String: Day]
    /// Since when those whom the lot left out would have been on its lists, by person; none where it held nobody out.
    let heldOutSince: [String: Day]

    /// Nil where the files are missing, or not as they were published.
    init?(_ programme: String, in manifest: Manifest, of store: RunStore) throws {
        guard let files = try? MembershipFiles(programme),
            let members = try store.verifiedContents(of: files.members, in: manifest),
            let former = try store.verifiedContents(of: files.former, in: manifest),
            let read = try MembershipFiles.members(members), let readFormer = try MembershipFiles.former(former)
        else { return nil }
        families = read.families
        self.members = read.members
        self.former = readFormer
        heldOutSince = try HeldOutPeople(programme, in: manifest, of: store)?.listedSince(by: manifest.runDate) ?? [:]
    }
}
