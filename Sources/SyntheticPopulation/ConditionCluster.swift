/// Conditions that share a cause beyond general multimorbidity, and so are found together.
enum ConditionCluster: Int, CaseIterable {
    case general
    case cardiometabolic
    case respiratory
    case mental
    case neurological

    /// The weight of the person's multimorbidity factor in a liability.
    var generalLoading: Double { self == .neurological || self == .respiratory ? 0.4 : 0.48 }

    /// The weight of the person's factor for this cluster.
    var clusterLoading: Double {
        switch self {
        case .general: 0
        case .cardiometabolic: 0.4
        case .respiratory: 0.5
        case .mental: 0.55
        case .neurological: 0.35
        }
    }

    /// What is left for chance, so that a liability has variance one.
    var residualLoading: Double {
        (1 - generalLoading * generalLoading - clusterLoading * clusterLoading).squareRoot()
    }
}
