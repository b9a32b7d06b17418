import Tabular

/// The parts of a ZIP file in memory, unpacked and held against their checksums.
struct ZipArchive {
    /// By name, in the archive's order.
    let parts: [(name: String, bytes: [UInt8])]

    /// - Throws: `ListsError.workbookNotWhole`; `TabularError.gzipDamaged` where a part is not what was packed.
    init(_ bytes: [UInt8]) throws {
        var directory = try Self.directory(in: bytes)
        var parts: [(String, [UInt8])] = []
        for _ in 0..<directory.count {
            let part = try Part(bytes, at: directory.start)
            parts.append((part.name, try part.unpacked(bytes)))
            directory.start = part.next
        }
        self.parts = parts
    }

    subscript(name: String) -> [UInt8]? { parts.first { $0.name == name }?.bytes }

    /// The end-of-directory record: its last 22 bytes, for there is no comment.
    private static func directory(in bytes: [UInt8]) throws -> (count: Int, start: Int) {
        let end = bytes.count - 22
        guard end >= 0, bytes.number(4, at: end) == 0x0605_4B50 else {
            throw ListsError.workbookNotWhole(part: "its directory")
        }
        return (bytes.number(2, at: end + 10), bytes.number(4, at: end + 16))
    }

    /// An entry of the directory.
    private struct Part {
        let name: String
        let next: Int
        private let method, checksum, packedSize, size, header: Int

        init(_ bytes: [UInt8], at place: Int) throws {
            guard place + 46 <= bytes.count, bytes.number(4, at: place) == 0x0201_4B50 else {
                throw ListsError.workbookNotWhole(part: "its directory")
            }
            method = bytes.number(2, at: place + 10)
            checksum = bytes.number(4, at: place + 16)
            packedSize = bytes.number(4, at: place + 20)
            size = bytes.number(4, at: place + 24)
            header = bytes.number(4, at: place + 42)
            let nameEnd = place + 46 + bytes.number(2, at: place + 28)
            next = nameEnd + bytes.number(2, at: place + 30) + bytes.number(2, at: place + 32)
            guard next <= bytes.count else { throw ListsError.workbookNotWhole(part: "its directory") }
            name = String(decoding: bytes[place + 46..<nameEnd], as: UTF8.self)
        }

        func unpacked(_ bytes: [UInt8]) throws -> [UInt8] {
            guard header + 30 <= bytes.count else { throw ListsError.workbookNotWhole(part: name) }
            let start = header + 30 + bytes.number(2, at: header + 26) + bytes.number(2, at: header + 28)
            guard method == 8, start + packedSize <= bytes.count else {
                throw ListsError.workbookNotWhole(part: name)
            }
            // The same stream within gzip's own frame, which its reader checks.
            let head: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
            let packed = head + bytes[start..<start + packedSize] + Self.bytes(checksum) + Self.bytes(size)
            let source = try GzipSource(MemorySource(packed), name: name)
            return try [UInt8](unsafeUninitializedCapacity: size + 1) { buffer, count in
                while count < size {
                    let rest = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[count...])
                    let read = try source.read(into: rest)
                    guard read > 0 else { throw ListsError.workbookNotWhole(part: name) }
                    count += read
                }
            }
        }

        private static func bytes(_ number: Int) -> [UInt8] {
            (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
        }
    }
}

extension [UInt8] {
    /// A number of so many bytes, the least first.
    fileprivate func number(_ count: Int, at place: Int) -> Int {
        (0..<count).reduce(0) { $0 | Int(self[place + $1]) << (8 * $1) }
    }
}
