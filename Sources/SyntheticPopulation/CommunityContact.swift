/// One contact of a community service.
struct CommunityContact: DatedRow {
    let day: Int
    let team: String
    let referral: Moment?
    let firstContact: Moment?
    let isUrgentResponse: Bool
}
