import Foundation

/// Looks for a key that an object of a JSON text has twice: a decoder takes one of the two and says nothing of it.
struct RepeatedKey {
    private let bytes: [UInt8]
    private var place = 0
    /// The keys met so far of each object that is open; nil for an open list.
    private var open: [Set<String>?] = []
    /// Whether the next text is a key, if it is in an object.
    private var isBeforeValue = false

    /// - Parameter json: well formed.
    private init(_ json: Data) { bytes = Array(json) }

    /// The first such key; nil where there is none.
    static func first(in json: Data) -> String? {
        var search = RepeatedKey(json)
        while search.place < search.bytes.count {
            if let key = search.step() { return key }
        }
        return nil
    }

    /// Takes the next byte, or text, in.
    ///
    /// - Returns: a key that its object has already.
    private mutating func step() -> String? {
        defer { place += 1 }
        switch bytes[place] {
        case UInt8(ascii: "{"):
            open.append([])
            isBeforeValue = true
        case UInt8(ascii: "["): open.append(nil)
        case UInt8(ascii: "}"), UInt8(ascii: "]"): _ = open.popLast()
        case UInt8(ascii: ","): isBeforeValue = true
        case UInt8(ascii: ":"): isBeforeValue = false
        case UInt8(ascii: "\""):
            let text = text()
            guard isBeforeValue, let last = open.indices.last, open[last] != nil else { return nil }
            if open[last]?.insert(text).inserted == false { return text }
        default: break
        }
        return nil
    }

    /// The text that starts here; its closing quote is next.
    private mutating func text() -> String {
        let start = place
        place += 1
        while place < bytes.count, bytes[place] != UInt8(ascii: "\"") {
            place += bytes[place] == UInt8(ascii: "\\") ? 2 : 1
        }
        let quoted = bytes[start...min(place, bytes.count - 1)]
        // One key may be written in several ways, as by \u0061 for a.
        let asItIs = String(decoding: quoted.dropFirst().dropLast(), as: UTF8.self)
        guard quoted.contains(UInt8(ascii: "\\")) else { return asItIs }
        return (try? JSONDecoder().decode(String.self, from: Data(quoted))) ?? asItIs
    }
}
