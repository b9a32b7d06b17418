import Foundation
import Records
import Tabular
import TestSupport
import Testing

@testable import Ingest

/// The fast parsers against slow, independent ones.
@Suite struct ValueParserTests {
    private static let isLong = ProcessInfo.processInfo.environment["ANTICIPATE_FUZZ"] == "1"

    /// What a parser makes of a text: its value as text, or its rule.
    private func parsed<Value>(_ text: String, _ parse: (FieldText) -> ValueParser.Parsed<Value>) -> String {
        let bytes = Array(text.utf8) + [UInt8](repeating: 0xFF, count: 16)
        return bytes.withUnsafeBufferPointer { buffer in
            switch parse(FieldText(bytes: buffer.baseAddress!, count: bytes.count - 16)) {
            case .value(let day as PackedDay): day.day.description
            case .value(let value): "\(value)"
            case .broken(let rule): rule.rawValue
            }
        }
    }

    private func day(_ text: String, allowsTime: Bool = false) -> String {
        parsed(text) { ValueParser.day($0, allowsTime: allowsTime) }
    }

    // MARK: Days

    @Test("Every day from 1895 to 2085 and every date that is none, counted day by day")
    func calendar() {
        // From 16 April 1900, the first day held; a plain count of days, without any formula.
        var (wrong, isHeld) = ([String](), false)
        for year in 1895...2085 {
            let isLeap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0)
            let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
            for month in 0...13 {
                for dayOfMonth in 0...32 {
                    let text = String(format: "%04d-%02d-%02d", year, month, dayOfMonth)
                    if text == "1900-04-16" { isHeld = true }
                    let exists =
                        (1...12).contains(month) && dayOfMonth >= 1 && dayOfMonth <= lengths[max(0, min(11, month - 1))]
                    let expected =
                        !exists
                        ? "bad_date" : text == "1900-01-01" ? "stand_in_date" : isHeld ? text : "date_out_of_range"
                    if day(text) != expected { wrong.append(text) }
                    if text == "2079-09-18" { isHeld = false }
                }
            }
        }
        #expect(wrong == [])
    }

    @Test("Consecutive days are one apart")
    func steps() {
        var (previous, wrong): (Day?, [Day]) = (nil, [])
        for number in Day(year: 1900, month: 4, day: 15).number...Day(year: 2079, month: 9, day: 18).number {
            let text = Day(number: number).description
            let bytes = Array(text.utf8) + [UInt8](repeating: 0, count: 16)
            let parsed = bytes.withUnsafeBufferPointer { buffer -> Day? in
                guard
                    case .value(let day) = ValueParser.day(
                        .init(bytes: buffer.baseAddress!, count: 10), allowsTime: false)
                else { return nil }
                return day.day
            }
            if let previous, parsed?.days(since: previous) != 1 { wrong.append(previous) }
            previous = parsed
        }
        #expect(wrong == [])
    }

    /// A date-time by a regular expression.
    private func slowDay(_ text: String, allowsTime: Bool) -> String {
        let date = #/([0-9]{4})-([0-9]{2})-([0-9]{2})/#
        let moment = #/([0-9]{4}-[0-9]{2}-[0-9]{2})T([01][0-9]|2[0-3]):[0-5][0-9]/#
        if text.wholeMatch(of: date) != nil { return day(text) }
        if allowsTime, let match = text.wholeMatch(of: moment) { return day(String(match.1)) }
        return "bad_date"
    }

    @Test("Random and nearly right texts are read as a regular expression reads them")
    func garbageDays() {
        var random = SplitMix(state: 17)
        let alphabet = Array("0123456789-:T/ .é\u{0}９").map(String.init)
        var wrong: [String] = []
        for _ in 0..<(Self.isLong ? 1_000_000 : 30_000) {
            var pieces = "2024-02-29T23:59".prefix(Bool.random(using: &random) ? 10 : 16).map(String.init)
            for _ in 0..<Int.random(in: 0...3, using: &random) {
                let place = Int.random(in: 0..<pieces.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: pieces.insert(alphabet.randomElement(using: &random)!, at: place)
                case 1 where pieces.count > 1: pieces.remove(at: place)
                default: pieces[place] = alphabet.randomElement(using: &random)!
                }
            }
            let (text, allowsTime) = (pieces.joined(), Bool.random(using: &random))
            if day(text, allowsTime: allowsTime) != slowDay(text, allowsTime: allowsTime) { wrong.append(text) }
        }
        #expect(wrong == [])
    }

    // MARK: Numbers

    private func number(_ text: String) -> String { parsed(text, ValueParser.number) }

    /// By a regular expression and the C library.
    private func slowNumber(_ text: String) -> String {
        let plain = #/[+\-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+\-]?[0-9]+)?/#
        guard text.utf8.count < 64, text.wholeMatch(of: plain) != nil else { return "bad_number" }
        let value = strtod(text, nil)
        guard value.isFinite else { return "bad_number" }
        if value >= 1_000_000_000_000 { return "number_too_large" }
        return value < 0 ? "negative_number" : "\(value == 0 ? 0 : value)"
    }

    @Test("Random decimals are the C library's to the last bit")
    func numbers() {
        var random = SplitMix(state: 19)
        var wrong: [String] = []
        for _ in 0..<(Self.isLong ? 1_000_000 : 30_000) {
            let digits = { (count: Int) in
                (0..<count).map { _ in String(Int.random(in: 0...9, using: &random)) }.joined()
            }
            let text =
                digits(Int.random(in: 1...18, using: &random)) + "." + digits(Int.random(in: 0...18, using: &random))
            if number(text) != slowNumber(text) { wrong.append(text) }
        }
        #expect(wrong == [])
    }

    @Test("Random texts are numbers where a regular expression says so")
    func garbageNumbers() {
        var random = SplitMix(state: 23)
        let pieces = ["0", "1", "7", "9", "12", ".", "-", "+", "e", "E", ",", " ", "x", "nan", "inf", "00", "٣", "400"]
        var wrong: [String] = []
        for _ in 0..<(Self.isLong ? 1_000_000 : 30_000) {
            let text = (0..<Int.random(in: 1...6, using: &random)).map { _ in pieces.randomElement(using: &random)! }
                .joined()
            if number(text) != slowNumber(text) { wrong.append(text) }
        }
        #expect(wrong == [])
    }

    // MARK: Declared formats

    @Test(
        "A declared format takes its dates and no others",
        arguments: [
            ("DD/MM/YYYY", "29/02/2024", "2024-02-29"), ("DD/MM/YYYY", "29/02/2023", "bad_date"),
            ("DD/MM/YYYY", "2024-02-29", "bad_date"), ("DD/MM/YYYY", "9/02/2024", "bad_date"),
            ("DD/MM/YYYY", "09/02/2024 ", "bad_date"), ("YYYYMMDD", "20240229", "2024-02-29"),
            ("YYYYMMDD", "2024022", "bad_date"), ("YYYYMMDD hh:mm:ss", "20240229 10:11:12", "2024-02-29"),
            ("YYYYMMDD hh:mm:ss", "20240229 24:00:00", "bad_date"),
            ("YYYYMMDD hh:mm:ss", "20240229 23:60:00", "bad_date"),
            ("YYYYMMDD hh:mm:ss", "20240229 23:59:60", "bad_date"),
            ("DD/MM/YYYY hh:mm", "29/02/2024 25:99", "bad_date"),
            ("DD/MM/YYYY hh:mm", "29/02/2024 23:59", "2024-02-29"),
            ("YYYYMMDD*", "20240229 whatever", "2024-02-29"), ("YYYYMMDD*", "20240229", "2024-02-29"),
            ("DD-MON-YYYY", "29-FEB-2024", "2024-02-29"), ("DD-MON-YYYY", "29-feb-2024", "2024-02-29"),
            ("DD-MON-YYYY", "29-FBE-2024", "bad_date"), ("DD-MON-YYYY", "29-F", "bad_date"),
            ("YYYY年MM月DD日", "2024年02月29日", "2024-02-29"), ("YYYY年MM月DD日", "2024年02年29日", "bad_date"),
            ("DD/MM/YYYY", "01/01/1900", "stand_in_date"), ("DD/MM/YYYY", "01/01/1899", "date_out_of_range"),
            ("D/M/YYYY", "5/3/2024", "2024-03-05"), ("D/M/YYYY", "05/03/2024", "2024-03-05"),
            ("D/M/YYYY", "15/12/2024", "2024-12-15"), ("D/M/YYYY", "005/3/2024", "bad_date"),
            ("D/M/YYYY", "/3/2024", "bad_date"), ("D/M/YYYY", "5/13/2024", "bad_date"),
            ("D MON YYYY", "9 FEB 2024", "2024-02-09"), ("DD/MM/YY", "29/02/24", "bad_date"),
            ("YYYY-MM-DDThh:mm:ssZ", "2024-02-29T23:59:00Z", "2024-02-29"),
            ("DD/MM/YYYY", "00/01/2024", "bad_date"), ("DD/MM/YYYY", "ab/cd/efgh", "bad_date"),
        ])
    func formats(format: String, text: String, expected: String) throws {
        let format = try #require(DateFormat(format))
        #expect(parsed(text) { format.day($0) } == expected)
    }

    @Test(
        "A year of two digits is the last that ends so and is at most ten years after the extract",
        arguments: [
            ("01-JAN-24", "2024-01-01"), ("31-DEC-34", "2034-12-31"), ("01-JAN-35", "1935-01-01"),
            ("31-dec-99", "1999-12-31"), ("01-JAN-00", "2000-01-01"), ("01-JAN-2024", "bad_date"),
            ("29-FEB-23", "bad_date"),
        ])
    func shortYears(text: String, expected: String) throws {
        let format = try #require(DateFormat("DD-MON-YY")).asAt(Day(year: 2024, month: 12, day: 31))
        #expect(parsed(text) { format.day($0) } == expected)
    }

    @Test(
        "A format names a year, a month and a day once each, and has no letter that stands for nothing",
        arguments: [
            "", "YYYY-MM", "YYYY-MM-DD DD", "MM MON DD YYYY", "DD/MM/YY YYYY", "DD-MMM-YYYY", "DD/MM/YYYY HH:mm",
            "DD/MM/YYYY hh:mm AM", "YYYY-MM-DD hh:mm hh", "DMYYYY", "YYYYMD", "DD-Mon-YYYY", "DD/MM/YYYY hh:mm:ss.SSS",
        ])
    func badFormats(format: String) { #expect(DateFormat(format) == nil) }

    @Test("Every day is read in every format as it is in ISO 8601")
    func formatsAgree() throws {
        let formats = try ["YYYY-MM-DD", "DD/MM/YYYY", "YYYYMMDD", "MM.DD.YYYY"].map { try #require(DateFormat($0)) }
        var wrong: [String] = []
        for number in stride(from: Day(year: 1895, month: 1, day: 1).number, to: 42_000, by: 3) {
            let iso = Day(number: number).description
            let parts = iso.split(separator: "-")
            let texts = [
                iso, "\(parts[2])/\(parts[1])/\(parts[0])", parts.joined(), "\(parts[1]).\(parts[2]).\(parts[0])",
            ]
            for (format, text) in zip(formats, texts) where parsed(text, { format.day($0) }) != day(iso) {
                wrong.append(text)
            }
        }
        #expect(wrong == [])
    }

    @Test(
        "The extraction day stands in a file's name where the pattern says",
        arguments: [
            ("a_YYYYMMDD.csv", "a_20240229.csv", "2024-02-29"), ("a_YYYYMMDD.csv", "a_20230229.csv", nil),
            ("a_YYYYMMDD.csv", "b_20240229.csv", nil), ("a_YYYYMMDD.csv", "a_20240229.csv.gz", nil),
            ("a_YYYYMMDD.csv*", "a_20240229.csv.gz", "2024-02-29"), ("*YYYY-MM-DD*", "x-2024-02-29-y", "2024-02-29"),
            ("*_YYYYMMDD*", "99_20249999_20240229", "2024-02-29"), ("DDMMYYYY*", "29022024", "2024-02-29"),
            ("COMMUNITY_YYYYMMDD.csv", "COMMUNITY_20240229.csv", "2024-02-29"),
            ("ADD_MMM_YYYYMMDD", "ADD_MMM_20240229", "2024-02-29"), ("a_YYYYMMDD", "a_２０２４0229", nil),
        ] as [(String, String, String?)])
    func fileNames(pattern: String, name: String, expected: String?) throws {
        #expect(try #require(FileNameDate(pattern)).day(in: name)?.description == expected)
    }

    @Test("A pattern without a year, a month or a day is none", arguments: ["", "a.csv", "YYYYMM", "MMDD", "YYMMDD"])
    func badPatterns(pattern: String) { #expect(FileNameDate(pattern) == nil) }

    // MARK: Orders

    @Test("Spell ids and the numbers of episodes have one order: numbers by value, none, then texts")
    func naturalOrder() {
        let ordered = ["0", "00", "1", "01", "2", "10", "99999999999999999999", "", "-1", "2024-01-01", "a", "é"]
        for (left, first) in ordered.enumerated() {
            for (right, second) in ordered.enumerated() {
                let (first, second) = (NaturalOrder(first), NaturalOrder(second))
                #expect((first < second) == (left < right))
                #expect((first == second) == (left == right))
            }
        }
    }

    private func version(_ text: String, _ format: String? = nil) -> String? {
        let padded = Array(text.utf8) + [UInt8](repeating: 0, count: 16)
        return padded.withUnsafeBufferPointer {
            VersionText.ordered(
                FieldText(bytes: $0.baseAddress!, count: padded.count - 16), format.map { DateFormat($0)! })
        }
    }

    @Test("Versions have one order: none, numbers by value, then dates and times of the day")
    func versionOrder() throws {
        let ordered = [
            "", "0", "0.5", "1", "1.25", "1.5", "2", "9.9", "10", "10.05", "99999999999999999999", "2023-12-31T23:59",
            "2024-01-01", "2024-01-01T00:00", "2024-01-01 09:30:00", "2024-01-01T09:30:00.25", "2024-01-10",
        ]
        let versions = try ordered.map { try #require(version($0)).utf8.map { $0 } }
        for place in versions.indices.dropFirst() {
            #expect(versions[place - 1].lexicographicallyPrecedes(versions[place]), "\(ordered[place])")
        }
        for (one, other) in [("1", "01.0"), ("0", "000"), ("2024-01-01T09:30Z", "2024-01-01 09:30")] {
            #expect(version(one) == version(other))
        }
        #expect(version("05/02/2024", "DD/MM/YYYY") == version("2024-02-05"))
        #expect(version("5 Feb", "DD MON YYYY") == nil)
        #expect(version(String(repeating: "9", count: 100)) == nil)
    }
}
