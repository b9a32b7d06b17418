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

    @Test("makes the model that it writes out again")
    func roundTrip() throws {
        let original = CurvedExample.model
        let text = original.coefficientTable.map { $0.joined(separator: ",") }.joined(separator: "\n")
        var read = try model(text)
        // The table has no column for it here: the feature may be missing.
        let place = try #require(read.features.firstIndex { $0.name == "egfr" })
        read.features[place].missingAs = 85
        for row in CurvedExample.rows {
            let values = read.features.map { feature in
                row[["age", "unused", "egfr", "admissions"].firstIndex(of: feature.name)!]
            }
            #expect(abs(read.linearPredictor(of: values) - CurvedExample.linearPredictor(row)) < 1e-12)
        }
        #expect(read.features.map(\.fingerprint) == read.features.map { "f:" + $0.name })
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
}
