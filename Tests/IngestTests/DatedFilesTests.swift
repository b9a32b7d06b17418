import Accounts
import Records
import Testing

@testable import Ingest

/// Files whose names differ in their date alone.
@Suite struct DatedFilesTests {
    private static let header = "person_id,event_date,code,key\n"
    private static let inName = "extracted_on_in_name: gp_*_YYYYMMDD.csv*"

    /// Two practices, of which one has come on two days, with one row that the second day tells otherwise.
    private func delivery(_ settings: String...) -> Delivery {
        var delivery = Delivery.persons()
        delivery.files["gp_A1_20240520.csv"] = Array((Self.header + "PSN-10000,2024-03-01,a,k1\n").utf8)
        delivery.files["gp_A1_20240521.csv"] = Array((Self.header + "PSN-10000,2024-03-01,b,k1\n").utf8)
        delivery.files["gp_B2_20240521.csv"] = Array((Self.header + "PSN-10001,2024-03-02,c,k2\n").utf8)
        delivery.sources[.gpEvents] = [["files: gp_*.csv*", "ignore: [key]"] + settings]
        return delivery
    }

    private func quality(_ delivery: Delivery) async throws -> SourceQuality {
        try #require(try await delivery.ingest().sources.first { $0.table == "gp_events" })
    }

    @Test("Of each name the file of the newest day is read, and the others are named and have no account")
    func newest() async throws {
        let delivery = delivery(Self.inName, "take: newest")
        let quality = try await quality(delivery)
        #expect(quality.accounts.map(\.file) == ["gp_A1_20240521.csv", "gp_B2_20240521.csv"])
        #expect(quality.leftAside == ["gp_A1_20240520.csv"])
        #expect(quality.warnings == [])
        #expect(
            try await delivery.ingest().population.rows(.gpEvents) == [
                "gp_events PSN-10000 2024-03-01 code=b", "gp_events PSN-10001 2024-03-02 code=c",
            ])
    }

    @Test("A file of an earlier day may be compressed, and one of another name that is behind is told")
    func compressed() async throws {
        var delivery = delivery(Self.inName, "take: newest")
        delivery.files["gp_A1_20240519.csv.gz"] = try gzip(Self.header + "PSN-10000,2024-03-01,z,k1\n")
        delivery.files["gp_C3_20240519.csv.gz"] = try gzip(Self.header + "PSN-10002,2024-03-03,d,k3\n")
        let quality = try await quality(delivery)
        #expect(
            quality.accounts.map(\.file) == ["gp_A1_20240521.csv", "gp_B2_20240521.csv", "gp_C3_20240519.csv.gz"])
        #expect(quality.leftAside.sorted() == ["gp_A1_20240519.csv.gz", "gp_A1_20240520.csv"])
        #expect(
            quality.warnings == [
                "older than the newest file, of 21 May 2024, and read all the same: gp_C3_20240519.csv.gz"
            ])
    }

    @Test("People of two days conflict where both are read, and not where the newest is")
    func persons() async throws {
        var delivery = Delivery.persons()
        delivery.files = [
            "persons_20240520.csv": Array(CleanTable.text(.persons, rows: 5, persons: 5).utf8),
            "persons_20240521.csv": Array(
                CleanTable.text(.persons, rows: 5, persons: 5).replacing("-05-17", with: "-05-18").utf8),
        ]
        let settings = ["files: persons_*.csv", "extracted_on_in_name: persons_YYYYMMDD.csv"]
        delivery.sources[.persons] = [settings]
        #expect(await delivery.refusal()?.hasSuffix("conflicting_registrations (5)") == true)
        delivery.sources[.persons] = [settings + ["take: newest"]]
        let result = try await delivery.ingest()
        #expect(result.account(.persons) == "read 5: accepted 5")
        #expect(result.population.persons.count == 5)
    }

    @Test(
        "Where files that differ in their dates alone are all read and nothing says that they should be, that is told",
        arguments: [
            ([DatedFilesTests.inName], true), (["extracted_on: 2024-05-21"], true),
            ([DatedFilesTests.inName, "take: all"], false),
            ([DatedFilesTests.inName, "take: newest"], false),
            ([DatedFilesTests.inName, "latest_by: { key: [key], version: code }"], false),
        ])
    func repetition(settings: [String], isTold: Bool) async throws {
        var delivery = delivery()
        delivery.sources[.gpEvents]![0] += settings + ["quarantine_limit: 100%"]
        let told = try await quality(delivery).warnings.filter { !$0.hasPrefix("the extract") }
        let sentence =
            "files that differ in their dates alone are all read (gp_A1_20240520.csv, gp_A1_20240521.csv), so that every "
            + "row may be there more than once: say take: newest and extracted_on_in_name, or take: all where each has "
            + "rows of its own"
        #expect(told == (isTold ? [sentence] : []))
    }

    @Test("The day of its file can be a row's version")
    func version() async throws {
        let result = try await delivery(Self.inName, "latest_by: { key: [key], version: extracted_on }").ingest()
        #expect(result.account(.gpEvents) == "read 3: superseded 1, accepted 2")
        #expect(result.asides == ["gp_A1_20240520.csv:2 later_version"])
        let undated = await delivery("latest_by: { key: [key], version: extracted_on }").refusal() ?? ""
        #expect(undated.contains("version: extracted_on is the day on which a row's file was taken: it needs"))
    }

    @Test("The check names what is not read without reading it")
    func checked() throws {
        let delivery = delivery(Self.inName, "take: newest")
        let source = try #require(try delivery.parsedSources().first { $0.table == .gpEvents })
        let folder = try delivery.written()
        defer { folder.remove() }
        let check = HeaderCheck(directory: folder.url)
        #expect(check.found(source).problems == [])
        #expect(check.notes(of: source) == ["gp_events: 1 file of an earlier day is not read (take: newest)"])
    }

    @Test(
        "A day is found in a name that nobody has described",
        arguments: [
            ("gp_A81001_20240501.csv", "gp_A81001_YYYYMMDD.csv"), ("2024-05-01 persons.csv", "YYYY-MM-DD persons.csv"),
            ("x.2024_05_01.csv", "x.YYYY_MM_DD.csv"), ("persons_1.csv", nil), ("persons_20241350.csv", nil),
            ("nhs_4857773456.csv", nil), ("a_202405010300.csv", nil), ("ADD_20240501.csv", "ADD_YYYYMMDD.csv"),
        ] as [(String, String?)])
    func guessed(name: String, pattern: String?) {
        let guess = FileNameDate(guessedFrom: name)
        #expect(guess?.pattern == pattern)
        if pattern != nil { #expect(guess?.day(in: name) == Day("2024-05-01")) }
    }
}
