import Cohorts
import Configuration
import Identity
import Ingest
import Ledger
import Lists
import ReadyTables
import RunStore
import Scoring
import SyntheticPopulation
import Tabular
import Training

/// The documented ends of a command.
public enum ExitStatus: Int32, Sendable {
    case success = 0
    case usage = 64
    case refused = 65
    case missingInput = 66
    case helperFailed = 69
    case invariantBroken = 70
    case cannotCreate = 73
    case inputOutput = 74
    case locked = 75
    case permissions = 77
    case configuration = 78

    /// How a command ends that is stopped by an error.
    public static func code(of error: any Error) -> Int32 {
        switch error {
        case let error as RunStoreError: error.exitCode
        case let error as IngestError: code(of: error.kind).rawValue
        case let error as PipelineError: code(of: error)
        case is SyntheticPopulationError: usage.rawValue
        case is SettingsRefused, is SettingProblem, is ScoringError: configuration.rawValue
        case let error as CohortError: code(of: error).rawValue
        case is TrainingError: refused.rawValue
        case let error as ReadyTableError: code(of: error).rawValue
        case let error as TabularError: code(of: error).rawValue
        case let error as LedgerError: code(of: error).rawValue
        case is ListsError: inputOutput.rawValue
        case let error as IdentityError: code(of: error).rawValue
        case is CancellationError: 128 + 15
        default: invariantBroken.rawValue
        }
    }

    private static func code(of kind: IngestError.Kind) -> ExitStatus {
        switch kind {
        case .refused: .refused
        case .missing: .missingInput
        case .helperFailed: .helperFailed
        case .invariantBroken: .invariantBroken
        }
    }

    private static func code(of error: PipelineError) -> Int32 {
        switch error {
        case .noConfiguration, .noDesign, .unreadable, .noRun, .noExtractsFound, .noModel, .noArchive, .noArchives,
            .noSuchPractice, .nobodyPurged, .noAuthorisation:
            missingInput.rawValue
        case .noModelsFolder, .givenTable, .noSuchProgramme, .noOutcomeOf, .syntheticModel, .unavailableFeatures,
            .programmesUnavailable, .featuresUnknown, .noCaseload, .notARisk, .archiveOfOtherFeatures, .otherKey,
            .runOfOtherKey, .purgedInPart, .noPseudonyms:
            configuration.rawValue
        case .periodBackwards, .notADate, .notARun, .notAModel, .noIndexDate, .indexDateOfDischarges,
            .rowsOfDischarges, .noTestDate,
            .noDesignToCompareBy, .archiveOfDischarges, .programmeOfDischarges, .programmeOfMoreThanRows,
            .notAccountable:
            usage.rawValue
        case .noOutcome, .nobodyScored, .nothingBefore, .nothingToHold, .optOutsCollapsed, .optOutKindCollapsed,
            .objectorsCollapsed, .drifted, .notConverged, .separated, .runNotVerified, .valueMissing, .noRows,
            .rowsDiffer, .scoresDiffer,
            .scoreWithoutDate, .scoresUndated, .scoresOfSeveralRows, .scoresDated, .scoresOfOtherRows, .noIssues,
            .noLookback, .noHoldOut, .holdOutMissing, .holdOutRedrawn, .slopeNotPositive, .archiveUnusable:
            refused.rawValue
        case .peopleNotConserved, .cohortNotConserved, .scoresNotNumbers: invariantBroken.rawValue
        case .outputExists: cannotCreate.rawValue
        case .noSuchGroup, .authorisationPast, .authorisationOfOthers: permissions.rawValue
        }
    }

    private static func code(of error: CohortError) -> ExitStatus {
        switch error {
        case .noAttribute, .noPlaces: .configuration
        case .peopleWithout: .refused
        case .peopleNotConserved: .invariantBroken
        }
    }

    private static func code(of error: LedgerError) -> ExitStatus {
        switch error {
        case .missing: .missingInput
        case .damaged, .otherSchema: .refused
        case .failed: .inputOutput
        }
    }

    private static func code(of error: IdentityError) -> ExitStatus {
        switch error {
        case .keyMissing, .noKey: .configuration
        case .keyIsNoFile, .keyNotOurs, .keyTooOpen: .permissions
        case .keyUnreadable: .inputOutput
        case .keyExists, .keyNotMade: .cannotCreate
        }
    }

    private static func code(of error: ReadyTableError) -> ExitStatus {
        switch error {
        case .file(let error): code(of: error)
        case .notRead: .missingInput
        default: .refused
        }
    }

    private static func code(of error: TabularError) -> ExitStatus {
        switch error {
        case .missing, .unreadable: .missingInput
        case .writeFailed: .inputOutput
        case .commandNotFound, .commandFailed: .helperFailed
        case .outOfMemory: .invariantBroken
        default: .refused
        }
    }
}
