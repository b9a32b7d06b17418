import Ingest
import Records
import Testing

@Suite struct SensitiveCodesTests {
    private static let sensitive = SensitiveCodes([
        CodeList(
            name: "sensitive",
            entries: [
                .init(code: "B20", system: "icd10"), .init(code: "111", system: "snomed"),
                .init(code: "050301", system: "bnf"), .init(code: "GUM", system: "text"),
            ])
    ])

    private func delivery(_ table: Table, _ text: String, settings: String...) -> Delivery {
        var delivery = Delivery.persons()
        delivery.sensitive = Self.sensitive
        delivery[table] = text
        for setting in settings { delivery.setting(table, setting) }
        return delivery
    }

    @Test("A row with a sensitive code of its field's system is withheld: ICD-10 and BNF by prefix, SNOMED whole")
    func codes() async throws {
        let events = try await delivery(
            .gpEvents, "person_id,event_date,code\nPSN-10000,2024-01-01,111\nPSN-10000,2024-01-02,1110\n"
        ).ingest()
        #expect(events.account(.gpEvents) == "read 2: withheld 1, accepted 1")
        #expect(events.population.rows(.gpEvents) == ["gp_events PSN-10000 2024-01-02 code=1110"])
        let items = try await delivery(
            .prescriptions,
            "person_id,issue_date,bnf_code\nPSN-10001,2024-01-01,0503010\nPSN-10001,2024-01-02,111\n"
        ).ingest()
        #expect(items.account(.prescriptions) == "read 2: withheld 1, accepted 1")
        let contacts = try await delivery(
            .communityContacts, "person_id,contact_date,team_type\nPSN-10001,2024-01-01,GUM\nPSN-10001,2024-01-02,DN\n"
        ).ingest()
        #expect(contacts.account(.communityContacts) == "read 2: withheld 1, accepted 1")
    }

    @Test("A code in small letters escapes no list, nor does one of a list in small letters")
    func smallLetters() async throws {
        var delivery = delivery(
            .communityContacts, "person_id,contact_date,team_type\nPSN-10001,2024-01-01,Gum\nPSN-10001,2024-01-02,DN\n")
        #expect(try await delivery.ingest().account(.communityContacts) == "read 2: withheld 1, accepted 1")
        delivery = self.delivery(
            .admissions,
            "\(Self.header)\nPSN-10000,1,2024-01-01,21,b20.1,I10\nPSN-10000,2,2024-01-02,21,J449,b201;I10\n")
        let result = try await delivery.ingest()
        #expect(result.account(.admissions) == "read 2: withheld 1, accepted 1")
        #expect(result.sources.first { $0.table == "admissions" }?.codesWithheld == 1)
        delivery.sensitive = SensitiveCodes([CodeList(name: "small", entries: [.init(code: "b20", system: "icd10")])])
        #expect(try await delivery.ingest().account(.admissions) == "read 2: withheld 1, accepted 1")
    }

    @Test("Blanks around a code, as columns of a fixed width have them, hide it from no list; alone they are no code")
    func blanks() async throws {
        let admissions = try await delivery(
            .admissions,
            "\(Self.header)\nPSN-10000,1,2024-01-01,21,B20.1  ,I10\nPSN-10000,2,2024-01-02,21, J44.9 ,E119 ; B201 \n"
                + "PSN-10000,3,2024-01-03,21,   ,  \n"
        ).ingest()
        #expect(admissions.account(.admissions) == "read 3: withheld 1, accepted 2")
        #expect(
            admissions.population.rows(.admissions) == [
                "admissions PSN-10000 2024-01-02 spell_id=2 admission_method=21 primary_diagnosis=J449 "
                    + "secondary_diagnoses=E119",
                "admissions PSN-10000 2024-01-03 spell_id=3 admission_method=21",
            ])
        let events = try await delivery(
            .gpEvents,
            "person_id,event_date,code\nPSN-10000,2024-01-01,111 \nPSN-10000,2024-01-02,5 \nPSN-10000,2024-01-03,  \n"
        ).ingest()
        #expect(events.account(.gpEvents) == "read 3: quarantined 1, withheld 1, accepted 1")
        #expect(events.population.rows(.gpEvents) == ["gp_events PSN-10000 2024-01-02 code=5"])
        let contacts = try await delivery(
            .communityContacts,
            "person_id,contact_date,team_type\nPSN-10001,2024-01-01,GUM \nPSN-10001,2024-01-02, DN \n"
        ).ingest()
        #expect(contacts.account(.communityContacts) == "read 2: withheld 1, accepted 1")
        #expect(
            contacts.population.rows(.communityContacts) == ["community_contacts PSN-10001 2024-01-02 team_type=DN"])
    }

    private static let header =
        "person_id,spell_id,admission_date,admission_method,primary_diagnosis,secondary_diagnoses"

    @Test(
        "A sensitive primary diagnosis withholds the spell, with its dot or without; others are taken out of the list")
    func diagnoses() async throws {
        let result = try await delivery(
            .admissions,
            """
            \(Self.header)
            PSN-10000,1,2024-01-01,21,B20.1,I10
            PSN-10000,2,2024-01-02,21,B209,I10
            PSN-10000,3,2024-01-03,21,J449,E119;B20.2;I10;B201
            PSN-10000,4,2024-01-04,21,,B20
            """
        ).ingest()
        #expect(result.account(.admissions) == "read 4: withheld 2, accepted 2")
        #expect(result.sources.first { $0.table == "admissions" }?.codesWithheld == 3)
        #expect(
            result.population.rows(.admissions) == [
                "admissions PSN-10000 2024-01-03 spell_id=3 admission_method=21 primary_diagnosis=J449 "
                    + "secondary_diagnoses=E119;I10",
                "admissions PSN-10000 2024-01-04 spell_id=4 admission_method=21",
            ])
    }

    @Test("Being filtered, quarantined, a duplicate or of nobody comes before being withheld")
    func precedence() async throws {
        let result = try await delivery(
            .gpEvents,
            """
            person_id,event_date,code
            PSN-10000,2024-01-01,111
            PSN-10000,2024-01-01,111
            PSN-10000,2024-13-01,111
            PSN-99999,2024-01-01,111
            PSN-10001,2024-01-05,111
            """, settings: "where: event_date != 2024-01-05"
        ).ingest()
        #expect(
            result.account(.gpEvents) == "read 5: filtered 1, quarantined 1, duplicate 1, unlinked 1, withheld 1")
    }

    @Test("A later version that is sensitive takes the place of an earlier one that was not")
    func versions() async throws {
        let result = try await delivery(
            .gpEvents,
            "person_id,event_date,code,key,version\nPSN-10000,2024-01-01,5,a,1\nPSN-10000,2024-01-01,111,a,2\n",
            settings: "latest_by: { key: [key], version: version }"
        ).ingest()
        #expect(result.account(.gpEvents) == "read 2: superseded 1, withheld 1")
        #expect(result.population.rows(.gpEvents) == [])
    }

    @Test("A sensitive episode is of no spell, and the spell has nothing of it")
    func episodes() async throws {
        let result = try await delivery(
            .admissions,
            """
            \(Self.header),provider_code
            PSN-10000,1,2024-01-01,21,J449,,R
            PSN-10000,1,2024-01-02,21,B201,K29,R
            PSN-10000,1,2024-01-03,21,I10,E119,R
            """, settings: "merge: spells"
        ).ingest()
        #expect(result.account(.admissions) == "read 3: withheld 1, merged 1, accepted 1")
        #expect(
            result.population.rows(.admissions) == [
                "admissions PSN-10000 2024-01-01 spell_id=1 admission_method=21 provider_code=R "
                    + "primary_diagnosis=J449 secondary_diagnoses=I10;E119"
            ])
    }
}
