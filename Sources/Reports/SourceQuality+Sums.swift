import Accounts

/// Sums over the files of a source.
extension SourceQuality {
    func rows(_ count: (RowAccount) -> Int) -> Int { accounts.reduce(0) { $0 + count($1) } }

    /// Set-aside rows by rule, in the rules' order.
    var rules: [(rule: String, rows: Int)] {
        let sums = accounts.reduce(into: [:]) { $0.merge($1.rules, uniquingKeysWith: +) }
        return sums.keys.sorted().map { ($0, sums[$0] ?? 0) }
    }
}
