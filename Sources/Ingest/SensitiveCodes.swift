import Records
import Tabular

/// Codes that go no further than ingest: a row that has one is withheld, and a list of diagnoses loses it.
public struct SensitiveCodes: Sendable {
    private let entries: [CodeList.Entry]

    public static let none = SensitiveCodes([])

    public init(_ lists: [CodeList]) { entries = lists.flatMap(\.entries) }

    /// What tells the sensitive codes of a field; nil where it can have none.
    func test(of mapping: FieldMapping) -> Test? {
        guard mapping.field.isClinicalCode else { return nil }
        // A field whose system nobody states may be of any.
        let own = entries.filter { mapping.system == nil || $0.system == mapping.system || $0.system == "text" }
        return own.isEmpty ? nil : Test(own)
    }

    /// Tells the sensitive codes of one field, in capitals or in small letters.
    struct Test: Sendable {
        private var whole = ByteDictionary()
        private var prefixes = ByteDictionary()
        /// Of the prefixes, each length once.
        private let lengths: [Int]

        init(_ entries: [CodeList.Entry]) {
            for entry in entries {
                let code = String(decoding: entry.code.utf8.map(Self.capital), as: UTF8.self)
                if entry.isPrefix { _ = prefixes.intern(code) } else { _ = whole.intern(code) }
            }
            lengths = Set(entries.filter(\.isPrefix).map(\.code.utf8.count)).sorted()
        }

        /// - Parameter text: without the dot of an ICD-10 code.
        func accepts(_ text: FieldText) -> Bool {
            guard !text.isEmpty else { return false }
            if text.buffer.contains(where: { $0 != Self.capital($0) }) {
                return accepts(text.buffer.map(Self.capital)[...])
            }
            return whole.id(text.bytes, text.count) != nil
                || lengths.contains { $0 <= text.count && prefixes.id(text.bytes, $0) != nil }
        }

        func accepts(_ code: ArraySlice<UInt8>) -> Bool {
            // Looking up reads up to 16 bytes past the end.
            let padded = Array(code) + [UInt8](repeating: 0, count: 16)
            return padded.withUnsafeBufferPointer {
                accepts(FieldText(bytes: $0.baseAddress!, count: padded.count - 16))
            }
        }

        private static func capital(_ byte: UInt8) -> UInt8 { (0x61...0x7A).contains(byte) ? byte - 0x20 : byte }
    }
}

extension Field {
    /// Whether values may say what somebody has, or where they go with it.
    fileprivate var isClinicalCode: Bool {
        usualSystem != nil || ["chief_complaint", "diagnosis", "specialty", "team_type"].contains(name)
    }
}
