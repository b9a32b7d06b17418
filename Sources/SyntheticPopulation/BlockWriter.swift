/// What a block of people wrote.
struct BlockBytes: Sendable {
    /// Of each table that has rows of people.
    let tables: [Table: [UInt8]]
    /// Rows of the true risks.
    let truth: [UInt8]
}

/// Writes the rows of a block of people, each table into its own memory.
struct BlockWriter {
    private var persons = TableWriter()
    private var admissions = TableWriter()
    private var attendances = TableWriter()
    private var appointments = TableWriter()
    private var entries = TableWriter()
    private var items = TableWriter()
    private var communityContacts = TableWriter()
    private var mentalHealthContacts = TableWriter()
    private var services = TableWriter()
    private var optOuts = TableWriter()
    private var caseload = TableWriter()
    private var reviews = TableWriter()
    private var truths = TableWriter()

    /// What was written.
    mutating func finish() throws -> BlockBytes {
        try BlockBytes(tables: tables(), truth: truths.finish())
    }

    private mutating func tables() throws -> [Table: [UInt8]] {
        [
            .persons: try persons.finish(), .admissions: try admissions.finish(),
            .emergencyAttendances: try attendances.finish(), .outpatientAppointments: try appointments.finish(),
            .generalPracticeEvents: try entries.finish(), .prescriptions: try items.finish(),
            .communityContacts: try communityContacts.finish(),
            .mentalHealthContacts: try mentalHealthContacts.finish(), .socialCareServices: try services.finish(),
            .optOuts: try optOuts.finish(), .caseload: try caseload.finish(), .reviews: try reviews.finish(),
        ]
    }

    mutating func write(_ person: Person, _ rows: PersonRows) throws {
        try writePerson(person, rows)
        for admission in rows.admissions { try write(admission, of: person) }
        for attendance in rows.attendances { try write(attendance, of: person) }
        for appointment in rows.appointments { try write(appointment, of: person) }
        for entry in rows.entries { try write(entry, of: person) }
        for item in rows.items { try write(item, of: person) }
        for contact in rows.communityContacts { try write(contact, of: person) }
        for contact in rows.mentalHealthContacts { try write(contact, of: person) }
        for service in rows.services { try write(service, of: person) }
        for optOut in rows.optOuts { try write(optOut, of: person) }
        for entry in rows.caseload { try write(entry, of: person) }
        for review in rows.reviews { try write(review, of: person) }
        guard let truth = rows.truth, let attainable = rows.attainable else { return }
        truths.text(person.pseudonym)
        truths.number(truth)
        truths.number(attainable)
        try truths.endRow()
    }

    private mutating func writePerson(_ person: Person, _ rows: PersonRows) throws {
        persons.text(person.pseudonym)
        persons.date(person.birth)
        persons.text(person.sexCode)
        persons.text(person.ethnicity)
        persons.text(person.isDecileKnown ? person.locality.code : "")
        persons.integer(person.isDecileKnown ? person.locality.decile : nil)
        persons.text(person.practice.code)
        persons.text(person.neighbourhood.name)
        persons.date(person.registeredFrom)
        persons.date(rows.death == nil ? person.registeredTo : nil)
        persons.date(rows.death)
        persons.flag(rows.isInCareHome)
        persons.text(rows.careHome)
        try persons.endRow()
    }

    private mutating func write(_ admission: Admission, of person: Person) throws {
        admissions.text(person.pseudonym)
        admissions.integer(admission.spell)
        admissions.date(admission.day)
        admissions.date(admission.discharge)
        admissions.text(admission.method)
        admissions.text(admission.classification)
        admissions.text(admission.dischargeMethod)
        admissions.text(admission.specialty)
        admissions.text(admission.provider)
        admissions.text(admission.primaryDiagnosis)
        admissions.text(admission.secondaryDiagnoses)
        admissions.date(admission.dischargeReady)
        admissions.integer(admission.cost)
        try admissions.endRow()
    }

    private mutating func write(_ attendance: Attendance, of person: Person) throws {
        attendances.text(person.pseudonym)
        attendances.moment(attendance.arrival)
        attendances.integer(attendance.departmentType)
        attendances.integer(attendance.acuity)
        attendances.text(attendance.complaint)
        attendances.text(attendance.diagnosis)
        attendances.text(attendance.disposal)
        attendances.text(attendance.provider)
        attendances.integer(attendance.cost)
        try attendances.endRow()
    }

    private mutating func write(_ appointment: Appointment, of person: Person) throws {
        appointments.text(person.pseudonym)
        appointments.date(appointment.day)
        appointments.text(appointment.specialty)
        appointments.text(appointment.attended)
        appointments.flag(appointment.isFirst)
        appointments.integer(appointment.cost)
        try appointments.endRow()
    }

    private mutating func write(_ entry: CodedEntry, of person: Person) throws {
        entries.text(person.pseudonym)
        entries.date(entry.day)
        entries.text(entry.code)
        entries.integer(entry.value)
        entries.text(entry.unit)
        try entries.endRow()
    }

    private mutating func write(_ item: PrescribedItem, of person: Person) throws {
        items.text(person.pseudonym)
        items.date(item.day)
        items.text(item.bnfCode)
        items.integer(item.quantity)
        items.pounds(pence: item.pence)
        try items.endRow()
    }

    private mutating func write(_ contact: CommunityContact, of person: Person) throws {
        communityContacts.text(person.pseudonym)
        communityContacts.date(contact.day)
        communityContacts.text(contact.team)
        communityContacts.moment(contact.referral)
        communityContacts.moment(contact.firstContact)
        communityContacts.flag(contact.isUrgentResponse)
        try communityContacts.endRow()
    }

    private mutating func write(_ contact: MentalHealthContact, of person: Person) throws {
        mentalHealthContacts.text(person.pseudonym)
        mentalHealthContacts.date(contact.day)
        mentalHealthContacts.text(contact.team)
        mentalHealthContacts.flag(contact.isCrisis)
        mentalHealthContacts.flag(contact.isInpatient)
        try mentalHealthContacts.endRow()
    }

    private mutating func write(_ service: CareService, of person: Person) throws {
        services.text(person.pseudonym)
        services.text(service.type)
        services.date(service.day)
        services.date(service.end)
        services.integer(service.weeklyCost)
        try services.endRow()
    }

    private mutating func write(_ optOut: OptOut, of person: Person) throws {
        optOuts.text(person.pseudonym)
        optOuts.text(optOut.kind)
        optOuts.date(optOut.day)
        try optOuts.endRow()
    }

    private mutating func write(_ entry: CaseloadEntry, of person: Person) throws {
        caseload.text(person.pseudonym)
        caseload.text(entry.programme)
        caseload.date(entry.day)
        caseload.date(entry.end)
        try caseload.endRow()
    }

    private mutating func write(_ review: Review, of person: Person) throws {
        reviews.text(person.pseudonym)
        reviews.text(review.programme)
        reviews.date(review.day)
        reviews.text(review.outcome)
        reviews.flag(review.isSuitable)
        reviews.text(review.reason)
        try reviews.endRow()
    }
}
