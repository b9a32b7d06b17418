/// Takes rows out of a list's page, as `Lists` writes it, by the person they are of.
enum PageRows {
    private static let start = "<tr"
    private static let end = "</tr>"

    /// The page without the rows of some people; nil where none is of them.
    static func without(_ isTakenOff: (String) -> Bool, _ page: String) -> String? {
        var rest = page[...]
        var kept = ""
        var isChanged = false
        while let first = rest.firstRange(of: start), let last = rest[first.lowerBound...].firstRange(of: end) {
            let row = rest[first.lowerBound..<last.upperBound]
            if person(row).map(isTakenOff) == true {
                kept += rest[..<first.lowerBound]
                isChanged = true
                rest = rest[last.upperBound...]
                if rest.first == "\n" { rest.removeFirst() }
            } else {
                kept += rest[..<last.upperBound]
                rest = rest[last.upperBound...]
            }
        }
        return isChanged ? kept + rest : nil
    }

    /// What the row is headed by, which is an id in a row of a person.
    private static func person(_ row: Substring) -> String? {
        guard let cell = row.firstRange(of: "scope=\"row\""),
            let start = row[cell.upperBound...].firstIndex(of: ">")
        else { return nil }
        var rest = row[row.index(after: start)...]
        if rest.hasPrefix("<b>") { rest = rest.dropFirst(3) }
        guard let end = rest.firstIndex(of: "<") else { return nil }
        var text = String(rest[..<end])
        for (entity, character) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")] {
            text = text.replacing(entity, with: character)
        }
        return text
    }
}
