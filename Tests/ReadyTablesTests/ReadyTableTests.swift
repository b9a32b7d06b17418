import FeatureData
import Foundation
import ReadyTables
import Tabular
import Testing

@Suite("A ready table")
struct ReadyTableTests {
    private func read(_ text: String, _ roles: TableRoles, threads: Int = 2) async throws -> ReadyTable {
        let url = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString + ".csv")
        try text.write(to: url, atomically: false, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: url) }
        return try await ReadyTable(path: url.path, file: "table.csv", roles: roles, threads: threads)
    }

    private func sentence(_ text: String, _ roles: TableRoles) async -> String {
        do {
            _ = try await read(text, roles)
            return "no error"
        } catch {
            return "\(error)"
        }
    }

    private let roles = TableRoles(id: "id", outcome: "y", words: ["split"], findsWords: true)

    @Test("gives ids, outcomes, words and predictors, missing values and levels included")
    func values() async throws {
        let table = try await read(
            "id,y,split,age,smoker,bmi\nb,1,train,71,never,\na,0,test,-2.5,NA,31.25\nb,0,,1e2,current,NaN\n", roles)
        #expect(table.ids == ["b", "a", "b"])
        #expect(table.outcomes == [1, 0, 0])
        #expect(table.matrix.columns.map(\.name) == ["age", "smoker", "bmi"])
        #expect(table.levels == [[], ["current", "never"], []])
        // -1 stands for a missing value here.
        let values = (0..<3).map { row in table.matrix.row(row).map { $0.isNaN ? -1 : $0 } }
        let expected: [[Double]] = [[71, 1, -1], [-2.5, -1, 31.25], [100, 0, -1]]
        #expect(values == expected)
        let split = try #require(table.words["split"])
        #expect(split[RowID(0)] == "train" && split[RowID(2)] == nil)
        let shares: [Double] = [0, 1 / 3, 2 / 3]
        #expect(table.missingShares.map(\.share) == shares)
    }

    @Test("has usual values that are nobody's own, whatever the order of its rows")
    func usual() async throws {
        // By column: a value each; a flag that most have; 0 for one in five, else a value each; one that most of a few have.
        let rows = (0..<100).map { row in
            let own = 60 + Double(row * row % 101) * 0.317
            let flag = row < 80 ? 1 : 0
            let part = row % 5 == 0 ? "0" : "\(own)"
            return "p\(row),\(row % 2),x,\(own),\(flag),\(part),\(row < 9 ? "7.25" : row < 14 ? "\(row).5" : "")"
        }
        let header = "id,y,split,own,flag,part,few\n"
        let usual = try await read(header + rows.joined(separator: "\n") + "\n", roles).matrix.columns.map(\.usual)
        // The mean of 60 + 0.317 (row^2 mod 101) is 76.01 and the deviation 9.6; that of the few 7.25 nine times and 9.5
        // to 13.5 is 8.768, with a deviation of 2.2:
        //   python3 -c "import numpy as np; o = 60 + np.arange(100)**2 % 101 * 0.317; print(o.mean(), o.std())
        //   f = np.r_[[7.25] * 9, np.arange(9, 14) + .5]; print(f.mean(), f.std())"
        #expect(usual == [76.0, 1, 0, 8.8])
        for order in [Array(rows.reversed()), rows.sorted()] {
            let table = try await read(header + order.joined(separator: "\n") + "\n", roles)
            #expect(table.matrix.columns.map(\.usual) == usual)
        }
    }

    @Test("leaves out rows whose outcome is not known, and counts them")
    func unknownOutcomes() async throws {
        let table = try await read("id,y,split,age\na,,x,1\nb,1,x,2\nc,NA,x,words\n", roles)
        #expect(table.ids == ["b"] && table.rowsWithoutOutcome == 2)
    }

    @Test("with rows at fault is refused, and line, column and rule are told")
    func faults() async {
        let header = "id,y,split,age\n"
        let good = "a,1,x,40\n"
        let expected = """
            table.csv: line 3, column id: the id is empty
            table.csv: line 4, column y: an outcome is 0 or 1, TRUE or FALSE, yes or no
            table.csv: line 5, column age: not a number; a column of words must be named under `categorical`; so in 2 rows
            table.csv: line 6: fewer columns than the header has
            """
        let told = await sentence(header + good + ",0,x,1\nb,2,x,3\nc,1,x,1 000\nd,1,x\ne,1,x,inf\n", roles)
        #expect(told == expected)
    }

    @Test("takes the outcomes that R, Python and people write, in any case, and no others")
    func outcomeWords() async throws {
        let words = ["TRUE", "true", "T", "yes", "1", "1.0", "FALSE", "False", "F", "No", "0"]
        let rows = words.map { "a,\($0),x,1\n" }.joined()
        let table = try await read("id,y,split,age\n" + rows, roles)
        #expect(table.outcomes == [1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0])
        for other in ["truth", "yes!", "2", "-1", "TRUE FALSE"] {
            #expect(
                await sentence("id,y,split,age\na,\(other),x,1\n", roles).contains("line 2, column y: an outcome is"))
        }
    }

    @Test("tells what is wrong throughout a column once, with its first line and the number of rows")
    func onceAColumn() async {
        let rows = (0..<300).map { "p\($0),\($0 % 3 == 0 ? "alive" : "dead"),x,4\n" }.joined()
        #expect(
            await sentence("id,y,split,age\n" + rows, roles)
                == "table.csv: line 2, column y: an outcome is 0 or 1, TRUE or FALSE, yes or no; so in 300 rows")
    }

    @Test("refuses a header without the roles' columns, with one twice, or with nothing left")
    func headers() async {
        #expect(await sentence("id,split,age\n", roles) == "table.csv: line 1: there is no column y")
        #expect(await sentence("id,y,split,age,age\n", roles) == "table.csv: line 1: the column age is there twice")
        #expect(await sentence("id,y,split\na,1,x\n", roles) == "table.csv: no column is left to be a predictor")
        #expect(await sentence("id,y,split,age\n", roles) == "table.csv: there are no rows to work on")
        let many = (0...10_000).map { "x\($0)" }.joined(separator: ",")
        #expect(
            await sentence("id,y,split,\(many)\n", roles)
                == "table.csv: 10001 columns are left to be predictors; a table has at most 10000")
        #expect(
            await sentence("", roles) == "table.csv: the file is empty; a table has a header and rows")
        for (separator, words) in [(";", ";"), ("\t", "tabs"), ("|", "|")] {
            let header = ["id", "y", "split", "age"].joined(separator: separator)
            #expect(
                await sentence(header + "\n", roles)
                    == "table.csv: line 1: there is no column id, y, split; its columns are separated by \(words), and must "
                    + "be by commas")
        }
        var twice = roles
        twice.weight = "y"
        #expect(
            await sentence("id,y,split,age\n", twice)
                == "table.csv: the column y has two roles: a column is the id, the outcome, a weight, an offset, words, "
                + "ignored or a predictor; only one of words may be a predictor, too")
    }

    @Test("takes words for a predictor as well, where they are named as one")
    func wordsAndPredictor() async throws {
        let text = "id,y,split,age\na,1,x,40\nb,0,z,50\n"
        var named = roles
        named.words = ["split", "age"]
        named.predictors = ["age", "split"]
        let table = try await read(text, named)
        #expect(table.matrix.row(1) == [50, 1] && table.words["age"]?[RowID(1)] == "50")
        named.predictors = nil
        named.categorical = ["split"]
        #expect(try await read(text, named).matrix.columns.map(\.name) == ["split"])
        named.predictors = ["y"]
        #expect(await sentence(text, named).contains("the column y has two roles"))
    }

    @Test("refuses a word that the model does not know")
    func unknownWord() async {
        var known = roles
        known.levels = ["smoker": ["current", "never"]]
        #expect(
            await sentence("id,y,split,smoker\na,1,x,never\nb,1,x,former\n", known)
                == "table.csv: line 3, column smoker: a word that the model does not know")
    }

    @Test("takes a word that a model knows for itself, though it stands for no value elsewhere")
    func knownMissingWord() async throws {
        let known = TableRoles(
            id: "id", predictors: ["region", "age"], levels: ["region": ["AS", "EU", "NA"]], missing: ["NA", "."])
        let table = try await read("id,region,age\na,NA,NA\nb,.,.\nc,EU,4\nd,AS,5\n", known)
        // -1 stands for a missing value here.
        let values = (0..<4).map { row in table.matrix.row(row).map { $0.isNaN ? -1 : $0 } }
        #expect(values == [[2, -1], [-1, -1], [1, 4], [0, 5]])
    }

    @Test("has the words of a fit's rows alone, and refuses others in rows that the model is to score")
    func wordsOfFit() async throws {
        let table = try await read(
            "id,y,split,g,h,age\na,1,x,c,p,1\nb,0,x,a,,2\nc,1,z,zz,p,3\nd,0,z,b,q,4\ne,0,x,NA,p,5\n", roles)
        #expect(table.levels == [["a", "b", "c", "zz"], ["p", "q"], []])
        let known = try table.knownByFit(on: [0, 1, 4], scoring: [])
        #expect(known.levels == [["a", "c"], ["p"], []] && known.ids == table.ids)
        // -1 stands for a missing value here.
        let values = (0..<5).map { row in known.matrix.row(row).map { $0.isNaN ? -1 : $0 } }
        #expect(values == [[1, 0, 1], [0, -1, 2], [-1, 0, 3], [-1, -1, 4], [-1, 0, 5]])
        let error = #expect(throws: ReadyTableError.self) {
            _ = try table.knownByFit(on: [0, 1, 4], scoring: [3, 2])
        }
        let rule =
            "a word that no row of the fit has, so that the model will not know it; map it to one that they have, or to an "
            + "empty field"
        #expect(
            error?.description
                == "table.csv: line 4, column g: \(rule); so in 2 rows\ntable.csv: line 5, column h: \(rule)")
        #expect(try table.knownByFit(on: [0, 1, 2, 3], scoring: [4]).levels == table.levels)
    }

    @Test(
        "refuses words, and numbers that are none, where a model takes numbers",
        arguments: ["TRUE", "5 days", "0x10", "1e400", "-inf"])
    func wordsForNumbers(field: String) async {
        let known = TableRoles(id: "id", predictors: ["stay"])
        #expect(
            await sentence("id,stay\na,\(field)\n", known)
                == "table.csv: line 2, column stay: not a number, such as 3 or -2.5; a flag is 1 or 0")
    }

    @Test("may have its fields in quotes, with commas and line breaks in them, and numbered rows, as R writes it")
    func quotes() async throws {
        let table = try await read(
            #"""
            "","id","y","split","age","kind"
            "1","a",1,"train",40,"x, y"
            "2","b, or c",0,"te
            st","50","says ""z"""
            "3","d",0,"train",NA,"x, y"

            """#, roles)
        #expect(table.ids == ["a", "b, or c", "d"] && table.lines == [2, 3, 5] && table.outcomes == [1, 0, 0])
        #expect(table.matrix.columns.map(\.name) == ["age", "kind"])
        #expect(table.levels == [[], ["says \"z\"", "x, y"]])
        #expect(table.words["split"]?[RowID(1)] == "te\nst")
        #expect(table.matrix.row(0) == [40, 1] && table.matrix.row(1) == [50, 0])
    }

    @Test("with a quote that never closes is refused, with the line where it opens")
    func openQuote() async {
        #expect(
            await sentence("id,y,split,age\na,1,x,1\nb,1,\"x,2\nc,1,x,3\n", roles)
                == "table.csv: the quote opened on line 3 never closes (multiline is on)")
    }

    @Test("with a column of ids or names among its predictors is refused, unless that is named as one of words")
    func ids() async throws {
        func table(_ rows: Int, _ words: Int) -> String {
            "id,y,split,name\n" + (0..<rows).map { "\($0),1,x,n\($0 % words)\n" }.joined()
        }
        let rest =
            " different words, as ids and names do, and a model would keep them all; name it under `ignore`, group its "
            + "words, or name it under `categorical` if it is to be a predictor"
        #expect(await sentence(table(1000, 51), roles) == "table.csv: the column name holds 51" + rest)
        #expect(await sentence(table(18, 10), roles) == "table.csv: the column name holds 10" + rest)
        #expect(try await read(table(1000, 50), roles).levels[0].count == 50)
        #expect(try await read(table(9, 9), roles).levels[0].count == 9)
        var named = roles
        named.categorical = ["name"]
        #expect(try await read(table(1000, 600), named).levels[0].count == 600)
        named = roles
        named.levels = ["name": (0..<60).map { "n\($0)" }]
        #expect(try await read(table(1000, 60), named).levels[0].count == 60)
    }

    @Test("is the same on one thread and on two, over many blocks")
    func threads() async throws {
        var text = "id,y,split,age,kind\n"
        for row in 0..<150_000 {
            text += "p\(row),\(row % 7 == 0 ? 1 : 0),s\(row % 3),\(row % 101),\(["x", "y", "z"][(row / 50_000)])\n"
        }
        let one = try await read(text, roles, threads: 1)
        let two = try await read(text, roles, threads: 2)
        #expect(one.lines == Array(2...150_001) && two.lines == one.lines)
        #expect(one.ids == two.ids && one.outcomes == two.outcomes && one.words == two.words)
        #expect(one.matrix.cellValues == two.matrix.cellValues && one.matrix.cellColumns == two.matrix.cellColumns)
        #expect(one.levels[1] == ["x", "y", "z"])
        #expect(one.matrix.row(149_999) == [Double(149_999 % 101), 2])
    }

    @Test("tells in a sentence that it could not be read for a reason that no file has")
    func notRead() {
        let error = ReadyTableError.notRead(file: "table.csv", cause: "the sky fell")
        #expect("\(error)" == "table.csv: could not be read to its end: the sky fell")
    }
}
