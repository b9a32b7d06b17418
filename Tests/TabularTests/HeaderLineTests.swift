import Tabular
import Testing

@Suite("A header line")
struct HeaderLineTests {
    @Test(
        "gives its names without their quotes, but for those that are doubled, as in the rows below it",
        arguments: [
            ("a,b", ["a", "b"]), ("'a','b'", ["a", "b"]), ("'q''q',b", ["q'q", "b"]),
            ("'''q''','say ''x'', y'", ["'q'", "say 'x', y"]), ("''''", ["'"]), ("'',b", ["", "b"]),
            ("','", [","]), ("'','','b'", ["", "", "b"]), (" 'a' ,b ", ["a", "b"]),
        ])
    func quotes(line: String, names: [String]) {
        // Written with single quotes, to be read.
        func doubled(_ text: String) -> String { text.replacing("'", with: "\"") }
        #expect(HeaderLine.fields(of: Array(doubled(line).utf8), delimiter: 0x2C) == names.map(doubled))
    }
}
