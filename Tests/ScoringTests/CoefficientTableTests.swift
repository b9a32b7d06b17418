import Configuration
import Foundation
import Scoring
import Testing

@Suite("A table of coefficients")
struct CoefficientTableTests {
    private func model(_ text: String, link: RiskModel.Link = .logit) throws -> RiskModel {
        try CoefficientTable(text, file: "c.csv")
            .model(name: "imported", version: "1", link: link, fingerprint: { "f:" + $0 })
    }

    private func sentences(_ text: String) -> [String] {
        do throws(SettingsRefused) {
            _ = try CoefficientTable(text, file: "c.csv")
            return []
        } catch {
            return error.problems.map(\.description)
        }
    }

    @Test("makes the model that it writes out again, with its calibration, its stand-ins and its words")
    func roundTrip() throws {
        var original = CurvedExample.model
        original.calibration = .linear(intercept: 0.25, slope: 0.8)
        original.offset = "log exposure"
        original.features.append(
            .init(name: "smoking", fingerprint: "s1", missingAs: -1, levels: ["current", "ex", "never, ever"]))
        original.terms += [
            .init(BasisTerm(name: "s", inputs: [.init("smoking", [.equals(2)])]), coefficient: 0.1 + 0.2, mean: 1 / 3),
            .init(BasisTerm(name: "p", inputs: [.init("smoking", [.equals(0)]), .init("egfr")]), coefficient: -0.7),
        ]
        let text = try original.coefficientTable().map { row in
            row.map { $0.contains(",") ? "\"\($0)\"" : $0 }.joined(separator: ",")
        }.joined(separator: "\n")
        let fingerprints = Dictionary(uniqueKeysWithValues: original.features.map { ($0.name, $0.fingerprint) })
        let read = try CoefficientTable(text, file: "c.csv")
            .model(name: "imported", version: "1", link: .logit, fingerprint: { fingerprints[$0] ?? "" })
        #expect(read.scoresAs(original) && original.scoresAs(read))
        #expect(Set(read.features.map(\.name)) == Set(original.features.map(\.name)))
        for row in CurvedExample.rows {
            let own = row + [0]
            let values = read.features.map { feature in
                own[original.features.firstIndex { $0.name == feature.name }!]
            }
            #expect(read.linearPredictor(of: values) == original.linearPredictor(of: own))
        }
        var other = original
        other.features[4].levels = ["current", "ex"]
        #expect(!read.scoresAs(other))
        other = original
        other.offset = nil
        #expect(!read.scoresAs(other))
        other = original
        other.calibration = .identity
        #expect(!read.scoresAs(other))
    }

    @Test("cannot hold an isotonic calibration")
    func isotonic() {
        var model = CurvedExample.model
        model.calibration = .isotonic(predictors: [0, 1], risks: [0.1, 0.2])
        let error = ScoringError.calibrationNotInTable(model: "curved", version: "1")
        #expect(throws: error) { try model.coefficientTable() }
        #expect(
            error.description
                == "The model curved 1 has an isotonic calibration, which a table of coefficients cannot hold. "
                + "Take its model.json, or export it as sql.")
    }

    @Test("of a risk has an intercept, and one that says its link is of that link")
    func intercept() throws {
        let text = "features,transforms,coefficient\nage,,1\n"
        let none = ScoringError.noIntercept(file: "c.csv")
        #expect(throws: none) { try model(text) }
        #expect(
            none.description
                == "c.csv: a risk needs the row (intercept), the log-odds of one for whom every term is 0. Add it, even "
                + "where it is 0; or, where the terms add up to a score of points, say --score points.")
        #expect(try model(text, link: .identity).intercept == 0)
        let other = ScoringError.otherLink(file: "c.csv", link: .identity)
        #expect(throws: other) { try model(text + "(intercept),identity,2\n") }
        #expect(other.description == "c.csv: its (intercept) says the link identity: say --score points.")
    }

    @Test(
        "says whether its people exist, as a spreadsheet may leave the line, and refuses another word",
        arguments: [
            ("# synthetic: true\n", "", true), ("# synthetic: true,,\n", "", true),
            ("\u{FEFF}#synthetic:TRUE\r\n", "", true),
            ("", "# synthetic: true\n", true), ("# synthetic: false\n", "", false), ("", "", false),
        ])
    func synthetic(before: String, after: String, expected: Bool) throws {
        let text = before + "features,transforms,coefficient\n(intercept),,-1\nage,,1\n" + after
        let model = try model(text)
        #expect(model.isSynthetic == expected)
        let read = try RiskModel(json: model.json(file: "model.json"), file: "model.json")
        #expect(read.isSynthetic == expected && read == model)
    }

    @Test("refuses to guess whether its people exist")
    func syntheticMistake() {
        #expect(
            sentences("# synthetic: perhaps\nfeatures,coefficient\n(intercept),1\nage,1\n")
                == ["c.csv:1:1: \"synthetic\" must be true or false"])
    }

    @Test("keeps the comments on its source, and takes words, means and scales")
    func words() throws {
        let text = """
            # source: a paper
            # licence: free
            features,transforms,coefficient,mean,scale,missing_as
            (intercept),,-6,,,
            age,,0.5,50,20,48
            smoking,is ex,-0.2,,,
            smoking,is current,0.8,,,
            """
        #expect(try CoefficientTable(text, file: "c.csv").comments == ["source: a paper", "licence: free"])
        let read = try model(text)
        #expect(read.features.map(\.levels) == [[], ["ex", "current"]])
        #expect(read.features.map(\.missingAs) == [48, nil])
        #expect(abs(read.linearPredictor(of: [70, 1]) - (-6 + 0.5 + 0.8)) < 1e-15)
        #expect(abs(read.linearPredictor(of: [.nan, 0]) - (-6 - 0.05 - 0.2)) < 1e-15)
        #expect(read.linearPredictor(of: [70, .nan]).isNaN)
    }

    @Test("with mistakes is refused, all told by line")
    func mistakes() {
        let text = """
            features,transforms,coefficient
            (intercept),,x
            age,log,1
            age * sex,log1p,1
            (intercept),,2
            """
        #expect(
            sentences(text) == [
                "c.csv:1:1: there is no term", "c.csv:2:1: \"coefficient\" must be a number",
                "c.csv:3:1: \"transforms\": expected \(Transform.forms) or is WORD, joined by \"then\"",
                "c.csv:4:1: there must be as many transforms as features, both joined by \" * \"",
                "c.csv:5:1: there is a second intercept",
            ])
    }

    @Test("that says two things of a feature is refused")
    func contradictions() {
        let text = """
            features,transforms,coefficient,missing_as,levels
            (intercept),probit,0,,
            age,,1,40,
            age * sex,,1,41 * ,
            smoking,is ex,1,,never | ex
            smoking,is current,1,,never | ex
            smoking,is never,1,,ex | never
            sex,is f,1,,f | f
            sex * age,,1,,f | m
            """
        #expect(
            sentences(text) == [
                "c.csv:2:1: the \"transforms\" of the intercept are its link: logit or identity",
                "c.csv:4:1: \"missing_as\" of age is another above",
                "c.csv:6:1: \"transforms\": the word is none of the \"levels\" of smoking",
                "c.csv:7:1: \"levels\" of smoking are others above; give all of them in its first row",
                "c.csv:8:1: \"levels\" are different words, joined by \" | \"",
                "c.csv:9:1: there must be as many of \"missing_as\" and \"levels\" as features, joined by \" * \"",
            ])
    }
}
