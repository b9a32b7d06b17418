import Tabular
import Testing

@Suite struct JSONValueTests {
    @Test("Keys are sorted by their bytes and texts escaped, so that a value has one text")
    func text() {
        let value: JSONValue = ["b": [1, .null, true], "a": "say \"x\"\n\u{1}", "Z": .number(0.5), "é": [:]]
        #expect(value.compactText == #"{"Z":0.5,"a":"say \"x\"\n\u0001","b":[1,null,true],"é":{}}"#)
        #expect(JSONValue.object(["a": [1]]).readableText == "{\n  \"a\": [\n    1\n  ]\n}\n")
    }
}
