import Foundation
import Tabular
import TestSupport
import Testing

@Suite struct GzipTests {
    private func pack(_ bytes: [UInt8], step: Int = .max) throws -> [UInt8] {
        let memory = MemorySink()
        let sink = try GzipSink(memory)
        var rest = bytes[...]
        while !rest.isEmpty {
            try Array(rest.prefix(step)).withUnsafeBytes { try sink.write($0) }
            rest = rest.dropFirst(step)
        }
        try sink.close()
        return memory.bytes
    }

    private func unpack(_ bytes: [UInt8], step: Int = .max, room: Int = 1 << 16) throws -> [UInt8] {
        let source = try GzipSource(MemorySource(bytes, step: step), name: "f.gz")
        var (all, buffer) = ([UInt8](), [UInt8](repeating: 0, count: room))
        while true {
            let count = try buffer.withUnsafeMutableBytes { try source.read(into: $0) }
            if count == 0 { return all }
            all += buffer[..<count]
        }
    }

    private func bytes(_ count: Int, _ random: inout SplitMix) -> [UInt8] {
        (0..<count).map { _ in UInt8.random(in: 0x61...0x68, using: &random) }
    }

    @Test("What is packed unpacks to the same, whatever the steps")
    func roundTrip() throws {
        var random = SplitMix(state: 1)
        for count in [0, 1, 2, 100, 65_535, 65_536, 300_001] {
            let plain = bytes(count, &random)
            for step in [Int.max, 7_777] {
                let packed = try pack(plain, step: step)
                #expect(try unpack(packed, step: step, room: 1_000) == plain)
            }
            #expect(try pack(plain) == pack(plain))
        }
    }

    @Test("What another writer packed is read, in whatever steps: named members, stored, fixed and empty ones")
    func othersMembers() throws {
        // By Python 3.11's zlib: a member with a name, an extra field, a comment and the header's own checksum; one of
        // level 9; one stored, of level 0; one of nothing; one with fixed codes (Z_FIXED).
        let hexadecimal = """
            1f8b081e0081246902030800414204007778797a657874726163742e637376006d6f6e74686c790059a22b482d2acecf8bcf4cd1
            49ce4f49e57234d4f13036e60200160c2e18160000001f8b08000000000002037334d2713634e00200896208a1070000001f8b08
            00000000000403010700f8ff41332c4a34340a49f9fb75070000001f8b0800000000000203030000000000000000001f8b080000
            00000002037334d1f13434e07244a100e3e6602415000000
            """
        let digits = Array(hexadecimal.utf8.filter { $0 != UInt8(ascii: "\n") })
        let packed = try stride(from: 0, to: digits.count, by: 2).map {
            try #require(UInt8(String(decoding: digits[$0..<$0 + 2], as: UTF8.self), radix: 16))
        }
        let plain = "person_id,code\nA1,H33\nA2,C10\nA3,J44\nA4,I10\nA4,I10\nA4,I10\n"
        for step in 1...packed.count {
            for room in [1, 7, 1 << 16] {
                #expect(try String(decoding: unpack(packed, step: step, room: room), as: UTF8.self) == plain)
            }
        }
    }

    @Test("Every truncation and every flipped bit is told, or changes nothing of what is read")
    func damage() throws {
        var random = SplitMix(state: 2)
        let plain = bytes(500, &random)
        let packed = try pack(plain)
        for length in 1..<packed.count {
            #expect(throws: TabularError.gzipDamaged(file: "f.gz", problem: .truncated)) {
                try unpack(Array(packed.prefix(length)))
            }
        }
        for bit in 0..<packed.count * 8 {
            var flipped = packed
            flipped[bit / 8] ^= 1 << UInt8(bit % 8)
            // Bits of the header's time and system say nothing of the contents.
            if let read = try? unpack(flipped) { #expect(read == plain) }
        }
    }

    @Test("Random bytes are never taken for gzip, and never trap")
    func garbage() {
        var random = SplitMix(state: 3)
        let count = ProcessInfo.processInfo.environment["ANTICIPATE_FUZZ"] == "1" ? 1_000_000 : 5_000
        for _ in 0..<count {
            let tail = (0..<Int.random(in: 1...60, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random)
            }
            #expect(throws: TabularError.self) { try unpack([0x1F, 0x8B, 8, 0] + tail) }
        }
    }
}
