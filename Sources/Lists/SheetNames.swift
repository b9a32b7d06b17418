/// Names for the sheets of one workbook, as Excel takes them: 1 to 31 characters, without `[ ] : * ? / \`, no apostrophe
/// at an end, not `History`, and no two alike whatever their case.
struct SheetNames {
    private var taken: Set<String> = ["history"]

    static let longest = 31

    mutating func name(for title: String) -> String {
        let plain = Self.plain(title)
        var name = Self.cut(plain, to: Self.longest)
        var number = 2
        while !taken.insert(name.lowercased()).inserted {
            let ending = " \(number)"
            name = Self.cut(plain, to: Self.longest - ending.utf16.count) + ending
            number += 1
        }
        return name
    }

    private static func plain(_ title: String) -> String {
        let scalars = title.unicodeScalars.map { scalar -> Character in
            let isForbidden =
                "[]:*?/\\".unicodeScalars.contains(scalar) || scalar.properties.generalCategory == .control
            return isForbidden ? " " : Character(scalar)
        }
        let words = String(scalars).split(separator: " ").joined(separator: " ")
        let trimmed = trim(words)
        return trimmed.isEmpty ? "List" : trimmed
    }

    /// Excel counts UTF-16 units. No character is cut apart.
    private static func cut(_ text: String, to length: Int) -> String {
        var text = text
        while text.utf16.count > length { text.removeLast() }
        let trimmed = trim(text)
        return trimmed.isEmpty ? "List" : trimmed
    }

    private static func trim(_ text: String) -> String {
        var text = text[...]
        while let first = text.first, first == "'" || first == " " { text = text.dropFirst() }
        while let last = text.last, last == "'" || last == " " { text = text.dropLast() }
        return String(text)
    }
}
