import Cohorts
import Configuration
import FeatureData
import Features
import Foundation
import Hashing
import Ingest
import Records
import Scoring

/// Everything that a run goes by, read and held against each other before any extract is touched.
struct Preparation: Sendable {
    let configuration: RunConfiguration
    /// The one that the configuration names.
    let catalogue: Catalogue
    /// Of what the run keeps for later fits; nil where it keeps nothing.
    let archiveCatalogue: Catalogue?
    let programmes: [Programme]
    /// By name of the programme's model.
    let models: [String: LoadedModel]
    let features: ProgrammeFeatures
    /// By programme, the catalogue that its words are of, whole.
    private let catalogues: [String: Catalogue]

    struct LoadedModel: Sendable {
        let model: RiskModel
        /// SHA-256 of the model file.
        let fingerprint: String
        /// Where the model lies, with its card and its evaluation.
        let folder: String
        let evaluation: FoundEvaluation
    }

    /// - Parameters:
    ///   - allowsSyntheticModels: whether a model of people who do not exist may rank.
    ///   - day: on which every source's legal basis must hold; nil asks for none.
    /// - Throws: `SettingsRefused` with every problem of every file; `PipelineError.syntheticModel`.
    init(_ configuration: RunConfiguration, allowsSyntheticModels: Bool, governedOn day: Day? = nil) throws {
        let problems = Problems()
        if let day { configuration.checkGovernance(on: day, problems) }
        let read = Self(configuration, problems)
        try problems.throwIfAny()
        guard let read else { throw SettingsRefused(problems: []) }
        self = read
        guard !allowsSyntheticModels else { return }
        for (_, loaded) in models.sorted(by: { $0.key < $1.key }) where loaded.model.isSynthetic {
            throw PipelineError.syntheticModel(model: "\(loaded.model.name)/\(loaded.model.version)")
        }
    }

    /// Reads as much as can be read. What it holds may be gone by only where nothing was wrong.
    /// - Parameter problems: where whatever is wrong in any file is told.
    /// - Returns: nil where there is not even the catalogue.
    init?(_ configuration: RunConfiguration, _ problems: Problems) {
        let catalogue = Self.catalogue(configuration, problems)
        let archiveCatalogue = configuration.archive.flatMap { archive in
            archive.catalogue == nil ? catalogue : Self.catalogue(configuration, named: archive.catalogue, problems)
        }
        let programmes = Self.programmes(configuration, problems)
        let models = Self.models(configuration, programmes, problems)
        let catalogues = Self.catalogues(configuration, catalogue, programmes, models, problems)
        Self.check(programmes, models, catalogues, problems)
        let worded = programmes.filter { catalogues[$0.id] != nil }
        features = ProgrammeFeatures(
            worded, models: worded.map { models[$0.model.description]?.model },
            catalogueOfProgramme: worded.compactMap { catalogues[$0.id] }, problems)
        guard let catalogue else { return nil }
        self.configuration = configuration
        self.catalogue = catalogue
        self.archiveCatalogue = archiveCatalogue
        self.programmes = worded
        self.models = models
        self.catalogues = catalogues
    }

    /// The same for some of the programmes.
    private init(_ whole: Preparation, programmes: [Programme]) {
        configuration = whole.configuration
        catalogue = whole.catalogue
        archiveCatalogue = whole.archiveCatalogue
        catalogues = whole.catalogues
        self.programmes = programmes
        let references = Set(programmes.map(\.model.description))
        models = whole.models.filter { references.contains($0.key) }
        features = ProgrammeFeatures(
            programmes, models: programmes.map { whole.models[$0.model.description]?.model },
            catalogueOfProgramme: programmes.compactMap { whole.catalogues[$0.id] }, Problems())
    }

    /// Without the programmes that need an optional source which is missing tonight; with which those are. Where no
    /// programme could be made, and where a source that nothing declares optional is lacking, all stay, and scoring
    /// refuses them.
    func makeable(of population: Population, at indexDay: Day) -> (Preparation, notMade: [LackingProgramme]) {
        guard !population.absences.isEmpty else { return (self, []) }
        let attributes = Attributes(population, rows: [], asked: features.allFacts, at: indexDay)
        let lacking = features.lacking(programmes, attributes, population.histories(at: indexDay))
        let notMade = Set(lacking.map(\.id))
        guard !lacking.isEmpty, notMade.count < programmes.count else { return (self, []) }
        return (Preparation(self, programmes: programmes.filter { !notMade.contains($0.id) }), lacking)
    }

    /// The catalogue that a configuration names, or another one of its folder, with its code lists.
    static func catalogue(
        _ configuration: RunConfiguration, named other: String? = nil, _ problems: Problems
    ) -> Catalogue? {
        let name = other ?? configuration.catalogue
        let path = configuration.modelsFolder.catalogue(name)
        do {
            let catalogue = try Catalogue(
                path: path, codeLists: configuration.modelsFolder.codeLists, hash: { SHA256Digest(of: $0).hexadecimal })
            for source in configuration.sources { source.checkLists(catalogue.hasList, problems: problems) }
            return catalogue
        } catch {
            problems.add(error, in: "catalogues/\(name).yaml")
            return nil
        }
    }

    /// By programme, the catalogue that its words are of: the one that it names, or else the run's where the model's
    /// features are as they are there, or else the one that the model was trained with, where the models folder has it.
    private static func catalogues(
        _ configuration: RunConfiguration, _ own: Catalogue?, _ programmes: [Programme],
        _ models: [String: LoadedModel], _ problems: Problems
    ) -> [String: Catalogue] {
        var read = [configuration.catalogue: own]
        var found: [String: Catalogue] = [:]
        for programme in programmes {
            let model = models[programme.model.description]?.model
            let isOfOwn = model?.features.allSatisfy { own?.fingerprint(of: $0.name) == $0.fingerprint } ?? true
            let trained = model?.training.map(\.catalogue).flatMap { name in
                FileManager.default.fileExists(atPath: configuration.modelsFolder.catalogue(name)) ? name : nil
            }
            let name = programme.catalogue ?? (isOfOwn ? nil : trained) ?? configuration.catalogue
            let catalogue = read[name] ?? Self.catalogue(configuration, named: name, problems)
            read[name] = .some(catalogue)
            found[programme.id] = catalogue
        }
        return found
    }

    static func programmes(_ configuration: RunConfiguration, _ problems: Problems) -> [Programme] {
        let programmes = configuration.programmes.compactMap {
            Programme.read($0, at: configuration.path(of: $0), problems)
        }
        return configuration.capacities.applied(to: programmes, problems)
    }

    private static func models(
        _ configuration: RunConfiguration, _ programmes: [Programme], _ problems: Problems
    ) -> [String: LoadedModel] {
        var models: [String: LoadedModel] = [:]
        for reference in programmes.map(\.model) where models[reference.description] == nil {
            let folder =
                configuration.modelPaths[reference.name]
                ?? configuration.modelsFolder.model(reference.name, version: reference.version)
            let file = "\(reference)/model.json"
            guard let folder, let data = FileManager.default.contents(atPath: folder + "/model.json") else {
                // Where the configuration says where the model is, the place that it gives is what to look at.
                let place = configuration.modelPaths[reference.name].map { $0 + "/model.json" } ?? file
                let message = "there is no such model; `anticipate train` makes one"
                problems.add(SettingProblem(file: place, line: 0, column: 0, message: message))
                continue
            }
            do {
                models[reference.description] = LoadedModel(
                    model: try RiskModel(json: data, file: file),
                    fingerprint: SHA256Digest(of: Array(data)).hexadecimal, folder: folder,
                    evaluation: FoundEvaluation(folder: folder))
            } catch {
                // A scoring error's sentence begins with the file.
                let sentence = "\(error)"
                problems.add(
                    SettingProblem(
                        file: file, line: 0, column: 0,
                        message: sentence.hasPrefix(file + ": ")
                            ? String(sentence.dropFirst(file.count + 2)) : sentence))
            }
        }
        return models
    }

    /// A model's features must be the catalogue's, by name and definition.
    private static func check(
        _ programmes: [Programme], _ models: [String: LoadedModel], _ catalogues: [String: Catalogue],
        _ problems: Problems
    ) {
        var checked: Set<[String]> = []
        for programme in programmes.sorted(by: { $0.model.description < $1.model.description }) {
            let name = programme.model.description
            guard let loaded = models[name], let catalogue = catalogues[programme.id],
                checked.insert([name, catalogue.name]).inserted
            else { continue }
            if let offset = loaded.model.offset {
                problems.add(
                    SettingProblem(
                        file: "\(name)/model.json", line: 0, column: 0,
                        message:
                            "the model adds the offset \(offset), a column of a ready table, which extracts do not "
                            + "have; score tables by it (`anticipate score`), or train it without"))
            }
            let names = loaded.model.features.map(\.name)
            let absent = names.filter { catalogue.fingerprint(of: $0) == nil }
            let changed = loaded.model.features.filter { feature in
                catalogue.fingerprint(of: feature.name).map { $0 != feature.fingerprint } ?? false
            }
            let troubles: [(features: [String], one: String, many: String)] = [
                (absent, "is not in", "are not in"),
                (changed.map(\.name), "is defined otherwise in", "are defined otherwise in"),
            ]
            for (features, one, many) in troubles where !features.isEmpty {
                problems.add(
                    SettingProblem(
                        file: "\(name)/model.json", line: 0, column: 0,
                        message: "\(features.count) of the model's \(names.count) features "
                            + "\(features.count == 1 ? one : many) the catalogue "
                            + "\(catalogue.name): \(features.joined(separator: ", ")); use the catalogue that the "
                            + "model was trained with, or train it again"))
            }
        }
    }

    /// What Ingest must keep for the features, the exclusions and the ledger.
    var retention: Retention {
        let totals = programmes.compactMap(\.totals).reduce(Retention()) { $0.union($1.retention) }
        return features.retention.union(totals).union(.exclusions)
    }

    /// Of models whose evaluation is there and cannot be read, which a run goes without.
    var evaluationWarnings: [String] {
        models.sorted { $0.key < $1.key }.filter(\.value.evaluation.isUnreadable).map { _, loaded in
            "\(loaded.model.name)/\(loaded.model.version): evaluation.json in its folder cannot be read, so that lists "
                + "rest on its risks alone; put back the file, or evaluate the model anew"
        }
    }

    func model(of programme: Programme) -> LoadedModel { models[programme.model.description]! }
}
