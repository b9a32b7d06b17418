import Foundation
import Tabular
import TestSupport
import Testing

@Suite struct GzipTests {
    private func pack(_ bytes: [UInt8], level: Int32 = 6, step: Int = .max) throws -> [UInt8] {
        let memory = MemorySink()
        let sink = try GzipSink(memory, level: level)
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
                let packed = try pack(plain, level: 1, step: step)
                #expect(try unpack(packed, step: step, room: 1_000) == plain)
            }
            #expect(try pack(plain) == pack(plain))
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
