import Foundation

/// The hazard log as its tables say it: a row a hazard, with its controls, and behind each control who holds it.
///
///     | H1 **Hazard**: effect | A control: `Suite: title`. Another: `Suite: title`, `Tests/script`. A third: no test. | remainder |
struct HazardLog {
    struct Hazard {
        /// `H1`.
        let id: String
        /// From 1.
        let line: Int
        let controls: [Control]
        /// What remains of it.
        let remainder: String
    }

    struct Control: Equatable {
        let words: String
        /// As `Suite: title`, or the path of a script.
        var tests: [String] = []
        var isSaidToHaveNone = false
    }

    let hazards: [Hazard]

    init(_ markdown: String) {
        hazards = markdown.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap {
            index, line in
            let cells = line.split(separator: "|", omittingEmptySubsequences: false).map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            guard cells.count == 5, let id = cells[1].prefixMatch(of: /H\d+/) else { return nil }
            return Hazard(
                id: String(id.0), line: index + 1, controls: Self.controls(in: cells[2]), remainder: cells[3])
        }
    }

    /// What is wrong with the log, in sentences that begin with the line.
    func faults(_ names: TestNames) -> [String] {
        hazards.flatMap { hazard in
            var faults = hazard.controls.flatMap { Self.faults($0, names) }
            if hazard.controls.isEmpty { faults.append("no control") }
            if hazard.remainder.isEmpty { faults.append("what remains is not said") }
            return faults.map { "\(hazard.line): \($0)" }
        }
    }

    private static func faults(_ control: Control, _ names: TestNames) -> [String] {
        var faults = control.tests.filter { !names.contains($0) }.map { "there is no test \"\($0)\"" }
        if control.tests.isEmpty != control.isSaidToHaveNone {
            faults.append("name a test, or say that there is no test, behind \"\(control.words)\"")
        }
        return faults
    }

    /// Words, and behind them tests, or that there are none.
    private static func controls(in cell: String) -> [Control] {
        var controls: [Control] = []
        var end = cell.startIndex
        func begin(before place: String.Index) {
            let words = cell[end..<place].trimmingCharacters(in: CharacterSet(charactersIn: " .,:;"))
            if !words.isEmpty || controls.isEmpty && place < cell.endIndex { controls.append(Control(words: words)) }
        }
        for match in cell.matches(of: /`(\w+Tests: [^`]+|Tests\/[^`]+)`|no test/) {
            begin(before: match.range.lowerBound)
            if let test = match.1 {
                controls[controls.count - 1].tests.append(String(test))
            } else {
                controls[controls.count - 1].isSaidToHaveNone = true
            }
            end = match.range.upperBound
        }
        begin(before: cell.endIndex)
        return controls
    }
}
