/// A line of a list's page, as `Lists` writes it: a person's row is one.
enum PageLine {
    /// The id of the person whose row the line is; nil where it is none.
    static func person(_ line: String) -> String? {
        guard line.hasPrefix("<tr"), let cell = line.firstRange(of: "class=\"person\""),
            let start = line[cell.upperBound...].firstRange(of: "<b>"),
            let end = line[start.upperBound...].firstRange(of: "</b>")
        else { return nil }
        var text = String(line[start.upperBound..<end.lowerBound])
        for (entity, character) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")] {
            text = text.replacing(entity, with: character)
        }
        return text
    }
}
