import Cohorts
import Configuration

/// The programmes whose own rule an evaluation tells of.
public enum EvaluatedProgrammes: Sendable {
    case none
    /// Those of the configuration that rank by the model, but for those that ask for more than its rows have: features
    /// of their own, or a risk that rises.
    case ofConfiguration
    /// Names of files under `Models/programmes`, or paths of `.yaml` files.
    case named([String])

    /// - Parameters:
    ///   - models: names of the models evaluated.
    ///   - rows: a programme chooses on an index date: rows of discharges have none.
    /// - Throws: `SettingsRefused` with everything that is wrong in the files; `PipelineError.programmeOfDischarges`.
    func read(
        rankingBy models: Set<String>, _ configuration: RunConfiguration, _ rows: DesignRows, design: String
    ) throws -> [Programme] {
        if case .discharges = rows {
            guard case .named = self else { return [] }
            throw PipelineError.programmeOfDischarges(design: design)
        }
        guard case .ofConfiguration = self else { return try named(in: configuration.modelsFolder) }
        let problems = Problems()
        let programmes = Preparation.programmes(configuration, problems)
        try problems.throwIfAny()
        return programmes.filter { models.contains($0.model.name) && $0.isOfRowsAlone }
    }

    /// Those that are named.
    /// - Throws: `SettingsRefused`; `PipelineError.programmeOfMoreThanRows`.
    func named(in folder: @autoclosure () throws -> ModelsFolder) throws -> [Programme] {
        guard case .named(let names) = self else { return [] }
        let problems = Problems()
        let programmes = try names.map(ProgrammeReference.init).compactMap { reference in
            Programme.read(
                reference, at: reference.isPath ? reference.text : try folder().programme(reference.id), problems)
        }
        try problems.throwIfAny()
        for programme in programmes where !programme.isOfRowsAlone {
            throw PipelineError.programmeOfMoreThanRows(programme: programme.id)
        }
        return programmes
    }
}

extension Programme {
    /// Reads a programme's file. What is wrong in it is added to the problems, and then there is none.
    static func read(_ reference: ProgrammeReference, at path: String, _ problems: Problems) -> Programme? {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            let message = "there is no such programme"
            problems.add(SettingProblem(file: reference.file, line: 0, column: 0, message: message))
            return nil
        }
        return read(text, id: reference.id, file: reference.file, problems: problems)
    }
}
