import Configuration
import Records

/// What a mapping must not say of its field: what would set every row aside that it is about.
extension Source {
    /// A constant, and whatever a value is mapped to, must be one of the field's codes.
    static func checkCodes(of field: Field, _ map: SettingMap, _ problems: Problems) {
        var settings = [map["constant"], map["otherwise"]].compactMap { $0 }
        if map["map"] != nil { settings += map.pairs("map").map(\.value) }
        for setting in settings {
            // An empty text stands for none.
            guard let text = setting.text, !text.isEmpty, let allowed = field.kind.refusal(of: text) else { continue }
            problems.add("\"\(field.name)\" cannot be this: \(allowed)", at: setting)
        }
    }

    static func system(_ map: SettingMap) -> String? {
        map.parsed("system", expected: "one of: \(CodeSystems.all.joined(separator: ", "))") {
            CodeSystems.all.contains($0) ? $0 : nil
        }
    }

    /// A birth in a year of two digits may be a child's or a centenarian's, and nothing tells whose.
    static func dateFormat(_ map: SettingMap, _ field: Field, _ problems: Problems) -> DateFormat? {
        let format = dateFormat(map)
        if let format, format.hasShortYear, field.name == "date_of_birth", let setting = map["format"] {
            problems.add(
                "the year of a birth needs four digits (YYYY): of two, nothing tells a child from a centenarian",
                at: setting)
        }
        return format
    }
}

extension Field.Kind {
    /// What is allowed instead of a text that the settings name; nil where it is allowed.
    fileprivate func refusal(of text: String) -> String? {
        switch self {
        case .oneOf(let codes): codes.contains(text) ? nil : "its codes are: \(codes.joined(separator: ", "))"
        case .practiceCode: PracticeCode.isValid(text) ? nil : PracticeCode.rule
        default: nil
        }
    }
}
