/// A GP practice, as the practices table tells.
public struct Practice: Sendable, Hashable {
    public let code: String
    public let name: String
    public let neighbourhood: String
    public let integratedCareBoard: String

    public init(code: String, name: String = "", neighbourhood: String = "", integratedCareBoard: String = "") {
        self.code = code
        self.name = name
        self.neighbourhood = neighbourhood
        self.integratedCareBoard = integratedCareBoard
    }
}
