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

    /// The id of the person whose row it is; nil where it is of none.
    private static func person(_ row: Substring) -> String? {
        guard let cell = row.firstRange(of: "class=\"person\""),
            let start = row[cell.upperBound...].firstRange(of: "<b>"),
            let end = row[start.upperBound...].firstRange(of: "</b>")
        else { return nil }
        var text = String(row[start.upperBound..<end.lowerBound])
        for (entity, character) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")] {
            text = text.replacing(entity, with: character)
        }
        return text
    }
}
