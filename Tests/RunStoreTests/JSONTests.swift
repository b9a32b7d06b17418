import Tabular
import TestSupport
import Testing

@testable import RunStore

@Suite struct JSONTests {
    @Test func `A value has one text, sorted by key, and reads back`() throws {
        let value: JSONValue = [
            "b": [1, .number(2.5), .number(3), .number(1e300), .null, true], "a": "x\"\\\n\u{1}é😀", "é": [:], "c": [],
        ]
        let text = #"{"a":"x\"\\\n\u0001é😀","b":[1,2.5,3.0,1e+300,null,true],"c":[],"é":{}}"#
        #expect(value.compactText == text)
        #expect(try JSONParser.parse(Array(text.utf8)) == value)
        #expect(try JSONParser.parse(Array(value.readableText.utf8)) == value)
    }

    @Test(arguments: [
        (#""\u00e9\ud83d\ude00\/\b\f\t\r""#, JSONValue.string("é😀/\u{8}\u{C}\t\r")),
        ("-0", .integer(0)), ("-12", .integer(-12)), (" [ ] ", .array([])), ("1E2", .number(100)),
    ])
    func `What JSON allows is read`(text: String, expected: JSONValue) throws {
        #expect(try JSONParser.parse(Array(text.utf8)) == expected)
    }

    @Test(arguments: [
        "", " ", "nul", "truex", "01", "-", "1.", ".5", "1e", "+1", "0x10", "nan", "1e400", "9223372036854775808",
        "\"a", "\"\n\"", #""\x""#, #""\ud83d""#, #""\ude00""#, #""\u12g4""#, "[1,]", "[1 2]", "[", "{", "{\"a\"}",
        "{\"a\":1,}", "{a:1}", "{\"a\":1,\"a\":2}", "1 2", "[]]",
        String(repeating: "[", count: 65) + String(repeating: "]", count: 65),
    ])
    func `What JSON does not allow is refused`(text: String) {
        #expect(throws: JSONProblem.self) { try JSONParser.parse(Array(text.utf8)) }
    }

    @Test func `Bytes that are not UTF-8 are refused`() {
        #expect(throws: JSONProblem.self) { try JSONParser.parse([0x22, 0xFF, 0x22]) }
    }

    @Test func `Ten thousand mutilated manifests neither trap nor hang`() throws {
        let manifest = Manifest(run: SampleRun.id(1), entries: [], facts: SampleRun.facts("first"))
        let bytes = Array(manifest.text.utf8)
        #expect(try Manifest(bytes) == manifest)
        var generator = SplitMix(state: 1)
        for _ in 0..<10_000 {
            var changed = bytes
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let place = Int.random(in: 0..<changed.count, using: &generator)
                changed[place] = UInt8.random(in: 0...255, using: &generator)
            }
            _ = try? Manifest(Array(changed.prefix(Int.random(in: 0...changed.count * 2, using: &generator))))
        }
    }
}
