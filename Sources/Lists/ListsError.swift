/// Why a list could not be written.
public enum ListsError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The library's own words for what it could not do.
    case workbook(library: String)
    /// What names patients must be made in memory, and there is no file system there.
    case noMemoryFiles
    /// A part of a finished workbook is cut short or damaged: its memory or its temporary files ran out.
    case workbookNotWhole(part: String)

    public var description: String {
        switch self {
        case .workbook(let library):
            "a workbook could not be made (\(library)); see that there is memory, and room in /dev/shm and /tmp"
        case .noMemoryFiles:
            "a workbook with NHS numbers is made in memory alone: /dev/shm must be a tmpfs with room that may be written to"
        case .workbookNotWhole(let part):
            "a workbook came out cut short (\(part)); see that there is memory, and room in /dev/shm and /tmp"
        }
    }
}
