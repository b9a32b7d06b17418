/// Why an archive cannot be used.
public enum ArchiveFault: Sendable, Equatable {
    case format(Int)
    /// A file is not as it was written.
    case changed(file: String)
    case ofAnotherDate

    var words: String {
        switch self {
        case .format(let version): "it is of format \(version), and this program reads \(ArchiveFacts.format)"
        case .changed(let file): "\(file) is not as it was written"
        case .ofAnotherDate: "its archive.json is of another date"
        }
    }
}
