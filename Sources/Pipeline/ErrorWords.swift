/// An error in one line, for a status or a page.
enum ErrorWords {
    /// The first of the error's lines, and how many there are more.
    static func first(of error: any Error) -> String {
        let lines = "\(error)".split(separator: "\n")
        guard let first = lines.first else { return "" }
        switch lines.count {
        case 1: return String(first)
        case 2: return "\(first) (and 1 more line)"
        default: return "\(first) (and \(lines.count - 1) more lines)"
        }
    }
}
