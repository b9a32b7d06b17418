import FeatureData
import Records

/// Registration facts in a reader's words.
struct AttributeWords {
    let practices: [String: Practice]

    /// What values of the fact are, with a capital.
    static func title(_ attribute: String) -> String {
        switch attribute {
        case "practice": "Practice"
        case "neighbourhood": "Neighbourhood"
        case "home_id": "Home"
        case "lsoa": "Area"
        case Attribute.providerName: "Hospital"
        default: attribute.prefix(1).uppercased() + attribute.dropFirst().replacing("_", with: " ")
        }
    }

    /// A value, with the name that goes with it.
    func name(_ value: String, of attribute: String) -> String {
        guard attribute == "practice", let name = practices[value]?.name, !name.isEmpty else { return value }
        return "\(name) (\(value))"
    }

    /// What a row tells of it: `in hospital X0A`, `home H00012`.
    func fact(_ value: String, of attribute: String) -> String {
        switch attribute {
        case Attribute.providerName: "in hospital at \(value)"
        default: "\(Self.title(attribute).lowercased()) \(name(value, of: attribute))"
        }
    }
}
