import Tabular

/// The lists of a practice as one workbook: a cover, a sheet a programme, the people who could not be scored and those who
/// have left.
///
/// It holds no macro and no formula. The same lists give the same bytes.
public enum PracticeWorkbook {
    /// The whole file.
    /// - Parameter namesPatients: whether it holds NHS numbers, which must touch no disk on their way.
    public static func bytes(_ lists: PracticeLists, namesPatients: Bool = false) throws -> [UInt8] {
        let workbook = try Workbook(
            title: "Lists for \(lists.place.words), \(lists.runDate)", created: secondsSince1970(lists.runDate),
            inMemoryAlone: namesPatients)
        let cover = try workbook.addSheet("Cover")
        var sheets: [String] = []
        for list in lists.lists {
            let sheet = try workbook.addSheet(list.header.programme.title)
            try ProgrammeSheet(list).write(to: sheet)
            sheets.append(sheet.name)
        }
        var notScored: String?
        if !lists.notScored.isEmpty {
            let sheet = try workbook.addSheet("Not scored")
            try NotScoredSheet(lists).write(to: sheet)
            notScored = sheet.name
        }
        var leavers: String?
        if LeaversSheet.isNeeded(lists) {
            let sheet = try workbook.addSheet("No longer listed")
            try LeaversSheet(lists).write(to: sheet)
            leavers = sheet.name
        }
        try CoverSheet(lists, sheets: sheets, notScored: notScored, leavers: leavers).write(to: cover)
        return try workbook.bytes()
    }

    /// Midnight of an ISO date; 1 January 2000 for what is none.
    static func secondsSince1970(_ date: String) -> Int {
        guard let (year, month, day) = DateWords.parts(date) else { return 946_684_800 }
        // Howard Hinnant, "chrono-compatible low-level date algorithms" (2013): days_from_civil.
        let shifted = month <= 2 ? year - 1 : year
        let (era, yearOfEra) = (shifted / 400, shifted % 400)
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return 86_400 * (era * 146_097 + dayOfEra - 719_468)
    }
}
