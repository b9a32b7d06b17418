import Configuration
import TestSupport
import Testing

@Suite("Conditions")
struct ConditionTests {
    private let a = Condition.compares(field: "a", .equal, to: "1")
    private let b = Condition.compares(field: "b", .equal, to: "2")
    private let c = Condition.compares(field: "c", .equal, to: "3")

    @Test("Not binds more than and, and that more than or; brackets more than all")
    func precedence() throws {
        #expect(try Condition("a = 1 or b = 2 and c = 3") == .any([a, .all([b, c])]))
        #expect(try Condition("a = 1 and b = 2 or c = 3") == .any([.all([a, b]), c]))
        #expect(try Condition("(a = 1 or b = 2) and c = 3") == .all([.any([a, b]), c]))
        #expect(try Condition("not a = 1 and b = 2") == .all([.not(a), b]))
        #expect(try Condition("not (a = 1 and b = 2)") == .not(.all([a, b])))
        #expect(try Condition("not not a = 1") == .not(.not(a)))
        #expect(try Condition("a=1 and b=2 and c=3") == .all([a, b, c]))
    }

    @Test("Every test is read")
    func tests() throws {
        #expect(try Condition("x in [1, b,'c d']") == .isIn(field: "x", ["1", "b", "c d"]))
        #expect(try Condition("x in 1") == .isIn(field: "x", ["1"]))
        #expect(try Condition("x not in [1]") == .not(.isIn(field: "x", ["1"])))
        #expect(try Condition("x in list ltc.copd") == .isInList(field: "x", list: "ltc.copd"))
        #expect(try Condition("x not in list egfr") == .not(.isInList(field: "x", list: "egfr")))
        #expect(try Condition("x starts with [02, 0301]") == .startsWith(field: "x", ["02", "0301"]))
        #expect(try Condition("x is missing") == .isMissing(field: "x"))
        #expect(try Condition("x is given") == .not(.isMissing(field: "x")))
        for comparison in Condition.Comparison.allCases {
            #expect(
                try Condition("x \(comparison.rawValue) -1.5") == .compares(field: "x", comparison, to: "-1.5"))
            #expect(try Condition("x\(comparison.rawValue)5") == .compares(field: "x", comparison, to: "5"))
        }
    }

    @Test("A field's name may be quoted where it has spaces, as a spreadsheet's heading has")
    func quotedField() throws {
        #expect(try Condition("'Date seen' is given") == .not(.isMissing(field: "Date seen")))
        #expect(try Condition("not \"a\" = 1") == .not(a))
    }

    @Test("A quoted value may hold anything but its own quote")
    func quoting() throws {
        #expect(try Condition("x = 'and (or) \"[1]'") == .compares(field: "x", .equal, to: "and (or) \"[1]"))
        #expect(try Condition("x = \"it's\"") == .compares(field: "x", .equal, to: "it's"))
        #expect(try Condition("x = ''") == .compares(field: "x", .equal, to: ""))
        #expect(try Condition("x in ['list', in]") == .isIn(field: "x", ["list", "in"]))
    }

    @Test("The fields and the lists that a condition names are known")
    func names() throws {
        let condition = try Condition(
            "a in list one or not (b in list two and c starts with x) or d is missing or a > 1")
        #expect(condition.fields == ["a", "b", "c", "d"])
        #expect(condition.lists == ["one", "two"])
    }

    @Test(
        "What makes no sense is told, with the word at which it stops",
        arguments: [
            ("", "expected a field's name, found the end"),
            ("a", "expected one of: = != < <= > >= in, not in, starts with, is missing, is given, found the end"),
            ("a b", "expected one of: = != < <= > >= in, not in, starts with, is missing, is given, found \"b\""),
            ("a = ", "expected a value, found the end"), ("a = )", "expected a value, found \")\""),
            ("= 1", "expected a field's name, found \"=\""),
            ("a == 1", "expected a value, found \"=\""), ("a = 1 b", "unexpected \"b\""),
            ("a = 1)", "unexpected \")\""), ("(a = 1", "expected \")\", found the end"),
            ("a = 1 and", "expected a field's name, found the end"),
            (
                "a = 1 or or b = 2",
                "expected one of: = != < <= > >= in, not in, starts with, is missing, is given, "
                    + "found \"b\""
            ),
            ("a is 1", "expected \"missing\" or \"given\", found \"1\""),
            ("a starts 1", "expected \"with\", found \"1\""),
            ("a not 1", "expected \"in\", found \"1\""), ("a in [1", "expected \",\" or \"]\", found the end"),
            ("a in [1 2]", "expected \",\" or \"]\", found \"2\""), ("a in []", "expected a value, found \"]\""),
            ("a in list", "expected a value, found the end"), ("a = 'open", "a quoted value is not closed"),
            ("a ! 1", "unexpected \"!\""),
        ])
    func mistakes(text: String, problem: String) {
        #expect(throws: ConditionParser.Failure.self) { try Condition(text) }
        do { _ = try Condition(text) } catch { #expect(error.message == "condition: \(problem)") }
    }

    @Test("Deep nesting is refused, not followed to the end of the stack")
    func depth() throws {
        func deep(_ before: String, _ count: Int, _ after: String) -> String {
            String(repeating: before, count: count) + "a = 1" + String(repeating: after, count: count)
        }
        _ = try Condition(deep("(", 60, ")"))
        for text in [deep("(", 100_000, ")"), deep("not ", 100_000, ""), deep("not (", 70, ")")] {
            #expect {
                try Condition(text)
            } throws: { ($0 as? ConditionParser.Failure)?.message == "condition: nested more than 64 deep" }
        }
    }

    @Test("A problem stands at its setting")
    func place() throws {
        let setting = try Setting.parse("where:\n  - a = 1\n  - a =\n  - [a]\n", file: "x.yaml")
        let items = SettingMap(setting, allowed: ["where"], problems: Problems()).items("where")
        #expect(try Condition(items[0]) == a)
        #expect {
            try Condition(items[1])
        } throws: { "\($0)" == "x.yaml:3:5: condition: expected a value, found the end" }
        #expect {
            try Condition(items[2])
        } throws: { "\($0)" == "x.yaml:4:5: expected a condition such as: age >= 65 and sex = 1" }
    }

    @Test("Random words and bytes never trap", arguments: UInt64(1)...4)
    func randomText(seed: UInt64) {
        var random = SplitMix(state: seed)
        let words = [
            "a", "and", "or", "not", "in", "list", "is", "missing", "given", "starts", "with", "(", ")", "[", "]", ",",
            "=", "!=", "<", ">=", "'x y'", "\"", "'", "!", " ", "1", "é", "\u{301}", "\r\n", "\0", "😀",
        ]
        for _ in 0..<2000 {
            let count = Int.random(in: 0...12, using: &random)
            let text = (0..<count).map { _ in words.randomElement(using: &random)! }.joined(separator: " ")
            if let condition = try? Condition(text) { #expect(!condition.fields.isEmpty) }
        }
    }
}
