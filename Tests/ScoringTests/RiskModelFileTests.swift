import Foundation
import Scoring
import Testing

@Suite("A model file")
struct RiskModelFileTests {
    private let notJSON =
        "model.json: this is not valid JSON with numbers that a double can hold. Restore the file as it was written."

    private func text(_ model: RiskModel = Example.model) throws -> String {
        String(decoding: try model.json(file: "model.json"), as: UTF8.self)
    }

    /// The sentence of the error that reading the text gives.
    private func sentence(_ text: String) -> String {
        do throws(ScoringError) {
            _ = try RiskModel(json: Data(text.utf8), file: "model.json")
            return "no error"
        } catch {
            return error.description
        }
    }

    /// The sentence when a part of the example's file is replaced.
    private func sentence(replacing part: String, with replacement: String) throws -> String {
        let original = try text()
        try #require(original.contains(part))
        return sentence(original.replacingOccurrences(of: part, with: replacement))
    }

    @Test("is read back as it was written, in the same bytes")
    func roundTrip() throws {
        let written = try text()
        let read = try RiskModel(json: Data(written.utf8), file: "model.json")
        #expect(read == Example.model)
        #expect(try text(read) == written)
    }

    @Test("holds every double exactly")
    func doubles() throws {
        var model = Example.model
        let awkward: [Double] = [
            0.1 + 0.2, 1 / 3, .pi * 1e-300, .leastNonzeroMagnitude, .greatestFiniteMagnitude, -0.0, 0x1p53, 1e22, 1e23,
        ]
        for value in awkward {
            model.terms[0].mean = 0
            model.intercept = value
            let values = model.features.map { _ in 1.0 }
            model.goldenVectors = [GoldenVector(values: values, linearPredictor: model.linearPredictor(of: values))]
            let read = try RiskModel(json: try model.json(file: "model.json"), file: "model.json")
            #expect(read.intercept.bitPattern == value.bitPattern)
        }
    }

    @Test("may have a calibration and no training population")
    func published() throws {
        var model = Example.model
        model.training = nil
        model.link = .identity
        model.calibration = .linear(intercept: 0.25, slope: 1.5)
        #expect(try RiskModel(json: try model.json(file: "model.json"), file: "model.json") == model)
    }

    @Test("records its offset, which is none of its features, and a file without one has none")
    func offset() throws {
        #expect(try !text().contains("offset"))
        var model = Example.model
        model.offset = "exposure"
        #expect(try text(model).contains("\"offset\" : \"exposure\""))
        #expect(try RiskModel(json: try model.json(file: "model.json"), file: "model.json") == model)
        model.offset = "age"
        let error = ScoringError.offsetIsFeature(file: "model.json", name: "age")
        #expect(throws: error) { _ = try model.json(file: "model.json") }
        #expect(error.description == "model.json: age is a feature and the offset. A column is one of the two.")
    }

    @Test("of another format version is refused, and both versions are told")
    func formatVersion() throws {
        #expect(
            try sentence(replacing: "\"format_version\" : 2", with: "\"format_version\" : 3")
                == "model.json: the file has format version 3 and this program reads 1 to 2. "
                + "Use the program that wrote it, or train the model again.")
    }

    @Test("with an unknown key is refused, and the keys allowed are told")
    func unknownKey() throws {
        #expect(
            try sentence(replacing: "\"mean\" : 0.2,", with: "\"mean\" : 0.2, \"median\" : 0.1,")
                == "model.json: terms[0]: unknown key median. "
                + "Allowed are coefficient, inputs, mean, name, scale.")
        #expect(
            try sentence(replacing: "\"method\" : \"identity\"", with: "\"method\" : \"identity\", \"slope\" : 1")
                == "model.json: calibration: unknown key slope. Allowed are method.")
    }

    @Test("without a key is refused")
    func missingKey() throws {
        #expect(
            try sentence(replacing: "\"mean\" : 0.2,", with: "") == "model.json: terms[0]: the key mean is missing.")
        #expect(
            try sentence(replacing: "\"link\" : \"logit\",", with: "") == "model.json: the key link is missing.")
    }

    @Test("with a number that is not finite is refused")
    func notFinite() throws {
        #expect(
            try sentence(replacing: "\"intercept\" : -2.5", with: "\"intercept\" : 1e999")
                == notJSON)
        var model = Example.model
        model.terms[1].coefficient = .nan
        let error = ScoringError.notFinite(file: "model.json", path: "terms[1].coefficient")
        #expect(throws: error) { _ = try model.json(file: "model.json") }
        #expect(error.description == "model.json: terms[1].coefficient: this must be a finite number.")
    }

    @Test("with a value of another kind is refused")
    func wrongType() throws {
        #expect(
            try sentence(replacing: "\"intercept\" : -2.5", with: "\"intercept\" : \"much\"")
                == "model.json: intercept: this must be a number.")
        #expect(
            try sentence(replacing: "\"synthetic\" : true", with: "\"synthetic\" : 1")
                == "model.json: training.synthetic: this must be true or false.")
        #expect(
            try sentence(replacing: "\"link\" : \"logit\"", with: "\"link\" : \"probit\"")
                == "model.json: link: unknown value. Allowed are logit, identity.")
        #expect(sentence("{") == notJSON)
    }

    @Test("with a scale or slope that is not more than 0 is refused")
    func notPositive() throws {
        #expect(
            try sentence(replacing: "\"scale\" : 0.7", with: "\"scale\" : 0")
                == "model.json: terms[0].scale: this must be more than 0.")
        var model = Example.model
        model.calibration = .linear(intercept: 0, slope: -1)
        #expect(throws: ScoringError.notPositive(file: "model.json", path: "calibration.slope")) {
            _ = try model.json(file: "model.json")
        }
    }

    @Test("with a feature twice is refused")
    func duplicateFeature() throws {
        var model = Example.model
        model.features[2].name = "age"
        let error = ScoringError.duplicateFeature(file: "model.json", name: "age")
        #expect(throws: error) { _ = try model.json(file: "model.json") }
        #expect(error.description == "model.json: the feature age is there more than once.")
    }

    @Test("with a term twice, or of a feature that is not there, is refused")
    func terms() throws {
        var model = Example.model
        model.terms[2].basis.name = "age"
        let twice = ScoringError.duplicateTerm(file: "model.json", name: "age")
        #expect(throws: twice) { _ = try model.json(file: "model.json") }
        #expect(twice.description == "model.json: the term age is there more than once.")
        let orphan = ScoringError.termInputs(file: "model.json", path: "terms[1].inputs")
        for inputs in [["bmi"], [], ["age", "bmi"]] {
            model = Example.model
            model.terms[1].basis.inputs = inputs.map { BasisTerm.Input($0) }
            #expect(throws: orphan) { _ = try model.json(file: "model.json") }
        }
        #expect(
            orphan.description
                == "model.json: terms[1].inputs: a term has one input or more, each of a feature of the model.")
    }

    @Test("with a histogram that does not fit is refused")
    func histogram() throws {
        var model = Example.model
        model.histograms[0].counts.removeLast()
        let error = ScoringError.histogramShape(file: "model.json", feature: "age")
        #expect(throws: error) { _ = try model.json(file: "model.json") }
        #expect(
            error.description
                == "model.json: the histogram of age must be of a feature of the model, with ascending edges and one "
                + "count more than edges, none negative.")
    }

    @Test("whose golden vectors come out otherwise is refused")
    func goldenVectors() throws {
        #expect(
            try sentence(replacing: "\"intercept\" : -2.5", with: "\"intercept\" : -2.25")
                == "model.json: golden vector 1 gives a linear predictor of -2.25, and the file says -2.5. "
                + "The file was changed after it was written: restore it, or train the model again.")
        var model = Example.model
        model.goldenVectors[0].values.removeLast()
        let error = ScoringError.goldenVectorLength(file: "model.json", index: 0, values: 2, features: 3)
        #expect(throws: error) { _ = try model.json(file: "model.json") }
        #expect(error.description == "model.json: golden vector 1 has 2 values and the model 3 features.")
    }

    @Test("without a golden vector is neither read nor written, but where it is of an earlier version")
    func noGoldenVectors() throws {
        let sentence =
            "model.json: there is no golden vector, so that nothing tells whether the file was changed after it was "
            + "written. Restore the file, or train the model again."
        let original = try text()
        let vectors = try #require(original.firstRange(of: /"golden_vectors" : \[(.|\n)*?\n  \]/))
        #expect(self.sentence(original.replacingCharacters(in: vectors, with: "\"golden_vectors\" : []")) == sentence)
        var model = Example.model
        model.goldenVectors = []
        #expect(throws: ScoringError.noGoldenVectors(file: "model.json")) { _ = try model.json(file: "model.json") }
        let earlier = """
            {"format_version": 1, "name": "m", "version": "1", "link": "logit", "intercept": -1, "intercept": -1,
             "features": [], "calibration": {"method": "identity"}, "training": null, "histograms": [],
             "golden_vectors": []}
            """
        #expect(self.sentence(earlier) == "no error")
    }

    @Test("with a key twice in an object is refused, however the key is written")
    func repeatedKeys() throws {
        func told(_ key: String) -> String {
            "model.json: the key \(key) is there more than once in one object. Restore the file as it was written."
        }
        #expect(
            try sentence(replacing: "\"intercept\" : -2.5", with: "\"intercept\" : 3, \"intercept\" : -2.5")
                == told("intercept"))
        #expect(
            try sentence(replacing: "\"intercept\" : -2.5", with: "\"intercept\" : -2.5, \"intercep\\u0074\" : -2.5")
                == told("intercept"))
        #expect(
            try sentence(replacing: "\"mean\" : 0.2,", with: "\"mean\" : 0.2, \"mean\" : 0.2,") == told("mean"))
        // Each object has keys of its own, and a text is no key.
        var model = Example.model
        model.name = "name"
        model.version = "{\"a\": 1, \"a\": \\2}"
        #expect(try RiskModel(json: model.json(file: "model.json"), file: "model.json") == model)
    }
}
