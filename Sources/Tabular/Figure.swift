/// Numbers as a reader meets them on a page. No locale takes part.
public enum Figure {
    /// A whole number with commas: `1,234,567`.
    public static func count(_ value: Int) -> String {
        let digits = Array(String(value.magnitude))
        var text = value < 0 ? "-" : ""
        for (place, digit) in digits.enumerated() {
            if place > 0, (digits.count - place).isMultiple(of: 3) { text += "," }
            text.append(digit)
        }
        return text
    }

    /// A number with a fixed count of decimals, half away from zero.
    public static func decimal(_ value: Double, places: Int) -> String {
        let scale = (0..<places).reduce(1) { scale, _ in scale * 10 }
        let units = (value * Double(scale)).rounded()
        guard units.magnitude < 9e15 else { return value.description }
        let magnitude = Int(units.magnitude)
        let fraction = String(magnitude % scale)
        let sign = units < 0 ? "-" : ""
        guard places > 0 else { return "\(sign)\(magnitude)" }
        return "\(sign)\(magnitude / scale)." + String(repeating: "0", count: places - fraction.count) + fraction
    }

    /// A part of a whole in per cent, to one decimal. Only nothing is 0.0%, and only all is 100.0%.
    public static func percent(_ part: Int, of whole: Int) -> String {
        guard whole > 0 else { return "–" }
        let share = decimal(100 * Double(part) / Double(whole), places: 1)
        if part > 0, share == "0.0" { return "under 0.1%" }
        if part < whole, share == "100.0" { return "over 99.9%" }
        return share + "%"
    }
}
