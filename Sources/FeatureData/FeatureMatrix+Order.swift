extension FeatureMatrix {
    /// Whether a row comes before another by its values, whatever they mean: an order that does not turn on where rows
    /// are. Nil where they have the same values.
    public func precedes(_ one: Int, _ other: Int) -> Bool? {
        let (left, right) = (rowStarts[one]..<rowStarts[one + 1], rowStarts[other]..<rowStarts[other + 1])
        for (mine, theirs) in zip(left, right) {
            if cellColumns[mine] != cellColumns[theirs] { return cellColumns[mine] < cellColumns[theirs] }
            let bits = (cellValues[mine].bitPattern, cellValues[theirs].bitPattern)
            if bits.0 != bits.1 { return bits.0 < bits.1 }
        }
        return left.count == right.count ? nil : left.count < right.count
    }
}
