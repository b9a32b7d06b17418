/// Reads the numbers back that a page's charts were drawn from.
struct ChartReader {
    /// By the title of the chart and the name of the series, each point's numbers.
    let series: [String: [[Double]]]

    init(_ page: String) {
        var series: [String: [[Double]]] = [:]
        for figure in page.matches(of: #/<figure><figcaption>(.*?)<\/figcaption>([\s\S]*?)<\/figure>/#) {
            let pattern = #/data-series="([^"]*)" data-points="([^"]*)"/#
            for match in figure.output.2.matches(of: pattern) {
                let points = match.output.2.split(separator: " ").map { point in
                    point.split(separator: ",").map { Double($0) ?? .nan }
                }
                series["\(figure.output.1)/\(match.output.1)"] = points
            }
        }
        self.series = series
    }

    /// Whether every tag that opens closes, in order, in the body.
    static func nests(_ page: String) -> Bool {
        var open: [Substring] = []
        for tag in page.matches(of: #/<(/?)([a-z0-9]+)([^<>]*)>/#) where tag.output.2 != "meta" {
            if tag.output.1.isEmpty {
                open.append(tag.output.2)
            } else if open.popLast() != tag.output.2 {
                return false
            }
        }
        return open.isEmpty
    }
}
