/// Whose list it is.
public struct ListPlace: Sendable, Equatable {
    public enum Kind: String, Sendable, CaseIterable {
        case practice
        case neighbourhood
        /// A hospital.
        case provider

        /// What such a place is called, with a capital.
        var words: String {
            switch self {
            case .practice: "Practice"
            case .neighbourhood: "Neighbourhood"
            case .provider: "Hospital"
            }
        }
    }

    public let kind: Kind
    /// The practice's code, or the neighbourhood's; it names the list's files.
    public let code: String
    public let name: String

    public init(kind: Kind, code: String, name: String) {
        self.kind = kind
        self.code = code
        self.name = name
    }

    /// The name, or the code where there is none.
    var title: String { name.isEmpty ? code : name }

    /// The name with its code.
    var words: String { name.isEmpty ? code : "\(name) (\(code))" }
}
