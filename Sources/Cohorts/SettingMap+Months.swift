import Configuration

extension SettingMap {
    /// A time such as `3 months`, of 1 to 60; nil where it is not given, or wrong, which is added to the problems.
    func months(_ key: String) -> Int? {
        parsed(key, expected: "a number of months from 1 to 60, such as 3 months") { text in
            let parts = text.split(separator: " ")
            guard parts.count == 2, ["month", "months"].contains(parts[1]) else { return nil }
            return Int(parts[0]).flatMap { (1...60).contains($0) ? $0 : nil }
        }
    }
}
