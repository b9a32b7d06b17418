import Configuration
import TestSupport
import Testing

@Suite("Settings")
struct SettingTests {
    private enum Colour: String, CaseIterable { case red, green }

    private func map(_ text: String, _ problems: Problems, allowed: [String] = ["a", "b", "c"]) throws -> SettingMap {
        SettingMap(try Setting.parse(text, file: "s.yaml"), allowed: allowed, problems: problems)
    }

    @Test("Every node knows its line and column")
    func places() throws {
        let text = "# comment\na: 1\nb:\n  - x\n  - { c: 'y' }\n\"d e\": |\n  long\n"
        let setting = try Setting.parse(text, file: "s.yaml")
        guard case .mapping(let entries) = setting.value else { throw Absent() }
        #expect(entries.map(\.key) == ["a", "b", "d e"])
        #expect(entries.map(\.keyLine) == [2, 3, 6])
        #expect(entries.map(\.keyColumn) == [1, 1, 1])
        #expect((entries[0].value.line, entries[0].value.column) == (2, 4))
        guard case .list(let items) = entries[1].value.value else { throw Absent() }
        #expect(items.map(\.line) == [4, 5])
        #expect(items.map(\.column) == [5, 5])
        #expect(entries[2].value.text == "long\n")
    }

    private struct Absent: Error {}

    @Test("A null is as good as an absent key, unless it is quoted")
    func nulls() throws {
        let problems = Problems()
        let map = try map("a: ~\nb:\nc: 'null'\n", problems)
        #expect(map["a"] == nil)
        #expect(map["b"] == nil)
        #expect(map.text("c") == "null")
        #expect(problems.isEmpty)
        #expect(map.requiredText("b") == nil)
        #expect(problems.all.map(\.description) == ["s.yaml:1:1: \"b\" is missing"])
    }

    @Test("Values are read strictly, and problems gathered in the order of their places")
    func gathered() throws {
        let problems = Problems()
        let map = try map(
            """
            z: 1
            a: 1.5
            b: yes
            c: [x, [y]]
            """, problems)
        #expect(map.texts("c") == ["x"])
        #expect(map.flag("b") == nil)
        #expect(map.integer("a") == nil)
        #expect(map.number("a") == 1.5)
        let colour: Colour? = map.choice("a")
        #expect(colour == nil)
        #expect(map.pairs("b").isEmpty)
        #expect(map.text("c") == nil)
        #expect(map.integer("a") == nil)
        do {
            try problems.throwIfAny()
            Issue.record("nothing was thrown")
        } catch {
            #expect(
                error.description == """
                    s.yaml:1:1: unknown key "z"; allowed here: a, b, c
                    s.yaml:2:4: "a" must be a whole number
                    s.yaml:2:4: "a" must be one of: red, green
                    s.yaml:3:4: "b" must be true or false
                    s.yaml:3:4: "b" must be a mapping
                    s.yaml:4:4: "c" must be a single value
                    s.yaml:4:8: "c" must be a single value
                    """)
        }
    }

    @Test(
        "Numbers are plain decimal ones", arguments: ["", "nan", "inf", "0x10", "1,5", " 1", "1e999", "-", "1e", "١"])
    func refusedNumbers(text: String) { #expect(Setting.number(text) == nil) }

    @Test("A sign, a point and an exponent may stand in a number")
    func numbers() {
        #expect(Setting.number("-1.50") == -1.5)
        #expect(Setting.number("+2e-3") == 0.002)
        #expect(Setting.number("007") == 7)
    }

    @Test(
        "What is not YAML, or not ours, is told with its place",
        arguments: [
            ("a: [1", "s.yaml:2:1: this is not YAML: did not find expected ',' or ']'"),
            ("a: 1\na: 2\n", "s.yaml:1:1: a key stands twice: a"),
            ("? [x]\n: 1\n", "s.yaml:1:3: a key must be a word"),
            ("a: &x 1\nb: *x\n", "s.yaml:1:4: anchors and aliases (&name, *name) are not allowed: write the value out"),
        ])
    func refused(text: String, problem: String) {
        #expect { try Setting.parse(text, file: "s.yaml") } throws: { "\($0)" == problem }
    }

    @Test("Deep nesting is refused", arguments: [33, 900, 20_000, 200_000])
    func depth(levels: Int) {
        let text = String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
        #expect(throws: SettingProblem.self) { try Setting.parse(text, file: "s.yaml") }
    }

    @Test("Aliases of aliases are refused before they are followed")
    func manyAliases() {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...12 {
            text += "a\(level): &a\(level) [\(Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", "))]\n"
        }
        #expect(throws: SettingProblem.self) { try Setting.parse(text, file: "s.yaml") }
    }

    @Test("Random bytes never trap", arguments: UInt64(1)...4)
    func randomBytes(seed: UInt64) {
        var random = SplitMix(state: seed)
        let alphabet = Array("ab:-[]{},#&*!|>'\"%@` \n\t?~01é\u{0}\u{FEFF}".utf8)
        for _ in 0..<1500 {
            let count = Int.random(in: 0...60, using: &random)
            let any = Bool.random(using: &random)
            let bytes = (0..<count).map { _ in
                any ? UInt8.random(in: 0...255, using: &random) : alphabet.randomElement(using: &random)!
            }
            do {
                _ = try Setting.parse(String(decoding: bytes, as: UTF8.self), file: "s.yaml")
            } catch {
                #expect(error.file == "s.yaml" && error.line >= 0 && !error.message.isEmpty)
            }
        }
    }
}
