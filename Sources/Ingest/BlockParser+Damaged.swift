import Identity
import Tabular

/// Whom lines name that are no records. Somebody's objection is not lost with its row, nor is a registered person.
extension BlockParser {
    /// - Parameter faults: in the order of the block.
    func notePeople(of faults: [RecordBatch.FaultyRecord], _ chunk: inout Chunk) {
        for fault in faults where fault.fault != .repeatedHeader && !fault.bytes.isEmpty {
            switch mapping.source.table {
            case .optOuts: noteObjectors(fault, &chunk)
            case .persons: noteRegistered(fault, &chunk)
            default: break
            }
        }
    }

    /// Whatever stands between two delimiters and is a person's id is of one who may object: nothing tells which column
    /// a damaged row's parts are of.
    private func noteObjectors(_ fault: RecordBatch.FaultyRecord, _ chunk: inout Chunk) {
        for part in fault.bytes.split(separator: mapping.scanner.delimiter) {
            guard let id = id(Array(part)) else { continue }
            let person = roster?.index.person(withID: id) ?? PersonIndex.nobody
            if person != PersonIndex.nobody {
                chunk.refusedPersons.append(person)
            } else {
                chunk.refusedIDs.append(String(decoding: id, as: UTF8.self))
            }
        }
    }

    /// The id in its own column. The last part of a row may have been cut, and names nobody for sure.
    private func noteRegistered(_ fault: RecordBatch.FaultyRecord, _ chunk: inout Chunk) {
        guard let column = personField?.columns.first else { return }
        let parts = parts(of: fault)
        guard column < parts.count - 1, Self.isClosed(parts[column]), let id = id(parts[column]) else { return }
        chunk.refusedIDs.append(String(decoding: id, as: UTF8.self))
    }

    private var personField: BoundMapping.BoundField? { mapping.place(of: "person_id").map { mapping.fields[$0] } }

    /// What stands between delimiters outside quotes; between any, where the quotes are what is wrong.
    private func parts(of fault: RecordBatch.FaultyRecord) -> [[UInt8]] {
        let honoursQuotes = fault.fault != .openQuote && fault.fault != .textAfterQuote
        var parts: [[UInt8]] = [[]]
        var isQuoted = false
        for byte in fault.bytes {
            if byte == mapping.scanner.delimiter, !isQuoted || !honoursQuotes {
                parts.append([])
            } else {
                if byte == 0x22 { isQuoted.toggle() }
                parts[parts.count - 1].append(byte)
            }
        }
        return parts
    }

    /// Whether a part has no quotes, or stands in them.
    private static func isClosed(_ part: [UInt8]) -> Bool {
        let quotes = part.count { $0 == 0x22 }
        return quotes == 0 || quotes == 2 && part.first == 0x22 && part.last == 0x22
    }

    /// The id that the mapping makes of a part of a row, without the quotes in it; nil where it makes none.
    private func id(_ part: [UInt8]) -> [UInt8]? {
        guard let text = String(validating: part.filter { $0 != 0x22 }, as: UTF8.self) else { return nil }
        let place = mapping.place(of: "person_id")
        guard let made = place.flatMap({ transforms[$0] }).map({ $0.transformed(text) }) ?? text else { return nil }
        let padded = Array(made.utf8) + [UInt8](repeating: 0, count: 16)
        return padded.withUnsafeBufferPointer { padded in
            let text = FieldText(bytes: padded.baseAddress!, count: padded.count - 16).withoutBlanks
            guard !text.isEmpty else { return nil }
            guard Self.fault(inID: text, idKind, isPlain: false) != nil else { return Array(text.buffer) }
            return idKind == .nhsNumber ? PlainNHSNumber(text)?.bytes : nil
        }
    }
}
