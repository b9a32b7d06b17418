/// A row that a person may have many of; two rows that are equal are one.
protocol DatedRow: Equatable {
    /// The day it counts by.
    var day: Int { get }
}

extension Array where Element: DatedRow {
    /// Orders rows by day, drops those after the last day, and keeps one of those that are equal.
    mutating func settle(through lastDay: Int) {
        guard count > 1 else {
            if let only = first, only.day > lastDay { removeAll(keepingCapacity: true) }
            return
        }
        sort { $0.day < $1.day }
        var kept = 0
        for index in indices where self[index].day <= lastDay && !repeats(self[index], among: kept) {
            self[kept] = self[index]
            kept += 1
        }
        removeLast(count - kept)
    }

    /// Whether a row equals one of its day among the first `kept`.
    private func repeats(_ row: Element, among kept: Int) -> Bool {
        var earlier = kept - 1
        while earlier >= 0, self[earlier].day == row.day {
            if self[earlier] == row { return true }
            earlier -= 1
        }
        return false
    }
}
