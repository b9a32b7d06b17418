/// Finds out whether a workbook is whole. The library writes its parts to temporary files and does not look whether
/// that went well, so that a part can lack its end, or a piece of its middle.
struct WorkbookChecker {
    /// How many cells were written.
    let cells: Int

    /// - Throws: `ListsError.workbookNotWhole`.
    func check(_ archive: ZipArchive) throws {
        var cells = 0
        for part in archive.parts {
            let elements = try Elements(part.bytes, part: part.name)
            cells += elements.cells
            if let strings = elements.declaredStrings, strings != elements.strings {
                throw ListsError.workbookNotWhole(part: part.name)
            }
        }
        guard cells == self.cells else { throw ListsError.workbookNotWhole(part: "its cells") }
    }

    /// The elements of a part, which must nest.
    private struct Elements {
        private(set) var cells = 0
        private(set) var strings = 0
        /// What the table of strings says that it holds; nil in other parts.
        private(set) var declaredStrings: Int?

        init(_ xml: [UInt8], part: String) throws {
            let isWhole = xml.withUnsafeBufferPointer { scan($0) }
            guard isWhole else { throw ListsError.workbookNotWhole(part: part) }
        }

        private mutating func scan(_ xml: UnsafeBufferPointer<UInt8>) -> Bool {
            var open: [Range<Int>] = []
            var (place, elements) = (0, 0)
            while place < xml.count {
                guard xml[place] == UInt8(ascii: "<") else {
                    place += 1
                    continue
                }
                guard let end = Self.end(xml, after: place) else { return false }
                let inner = place + 1..<end
                place = end + 1
                guard let first = inner.first, xml[first] != UInt8(ascii: "?") else { continue }
                if xml[first] == UInt8(ascii: "/") {
                    guard let last = open.popLast(), Self.areSame(xml, last, first + 1..<end) else { return false }
                    continue
                }
                elements += 1
                let name = first..<(inner.first { xml[$0] == 0x20 || xml[$0] == UInt8(ascii: "/") } ?? end)
                count(xml, name, inner)
                if xml[end - 1] != UInt8(ascii: "/") { open.append(name) }
            }
            return open.isEmpty && elements > 0
        }

        /// Where a tag ends; nil where another begins first.
        private static func end(_ xml: UnsafeBufferPointer<UInt8>, after open: Int) -> Int? {
            var place = open + 1
            while place < xml.count, xml[place] != UInt8(ascii: ">") {
                if xml[place] == UInt8(ascii: "<") { return nil }
                place += 1
            }
            return place < xml.count ? place : nil
        }

        private static func areSame(_ xml: UnsafeBufferPointer<UInt8>, _ one: Range<Int>, _ other: Range<Int>) -> Bool {
            one.count == other.count && zip(one, other).allSatisfy { xml[$0] == xml[$1] }
        }

        private mutating func count(_ xml: UnsafeBufferPointer<UInt8>, _ name: Range<Int>, _ inner: Range<Int>) {
            if name.count == 1, xml[name.lowerBound] == UInt8(ascii: "c") { cells += 1 }
            if name.count == 2, xml[name].elementsEqual("si".utf8) { strings += 1 }
            if name.count == 3, xml[name].elementsEqual("sst".utf8) {
                let text = String(decoding: xml[inner], as: UTF8.self)
                declaredStrings = text.firstMatch(of: #/uniqueCount="([0-9]+)"/#).flatMap { Int($0.output.1) }
            }
        }
    }
}
