import Ingest
import Records
import Foundation
public func ingestOnly(_ path: String) async throws {
    let c = try RunConfiguration(path: path)
    var fields: [Table: Set<String>] = [:]
    fields[.admissions] = ["admission_method","discharge_date","primary_diagnosis","secondary_diagnoses","patient_classification"]
    fields[.emergencyAttendances] = ["acuity"]
    fields[.outpatientAppointments] = ["attended","specialty"]
    fields[.gpEvents] = ["code","value"]
    fields[.prescriptions] = ["bnf_code"]
    fields[.communityContacts] = ["urgent_response"]
    fields[.mentalHealthContacts] = ["crisis"]
    fields[.socialCareServices] = ["service_type","end_date"]
    fields[.caseload] = ["programme","end_date"]
    let plan = IngestPlan(sources: c.sources, optOuts: c.optOuts, idKind: c.idKind, directory: c.directory, retention: Retention(fields: fields), runDate: Day("2025-04-01")!, refusesFutureExtracts: true, threads: c.threads)
    let t = ContinuousClock.now
    var i = Ingest(plan) { p in print(p.table, p.rows, t.duration(to: .now)) }
    let r = try await i.run()
    for s in r.sources { for a in s.accounts { print(a.file, a.read, a.counts, a.rules) } }
    print(t.duration(to: .now))
    try print(String(contentsOfFile: "/proc/self/status", encoding: .utf8).split(separator: "\n").filter { $0.hasPrefix("Vm") }.joined(separator: " "))
}
