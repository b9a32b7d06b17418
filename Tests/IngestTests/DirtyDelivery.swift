import Foundation
import Ingest
import Records
import TestSupport

/// A delivery whose extracts were damaged at random, the same for the same seed.
struct DirtyDelivery {
    private(set) var delivery: Delivery
    private var random: SplitMix

    init(seed: UInt64) {
        random = SplitMix(state: seed)
        delivery = .complete(rows: 12, persons: 6)
        for table in Table.allCases {
            delivery.setting(table, "quarantine_limit: 100%", "multiline: \(chance(4))", "ignore: rest")
            if Table.eventTables.contains(table), chance(8) { delivery.setting(table, "duplicates: keep") }
        }
        if chance(3) { delivery.setting(.admissions, "merge: { spells: true, order: cost }") }
        if chance(3) { delivery.setting(.gpEvents, "latest_by: { key: [code], version: value }") }
        if chance(4) { delivery.setting(.prescriptions, "where: cost < 50") }
        delivery.optOuts = chance(4) ? .allowList : .listed
        for table in Table.allCases {
            for _ in 0..<Int.random(in: 0...4, using: &random) { damage(table) }
        }
    }

    private mutating func chance(_ one: Int) -> Bool { Int.random(in: 0..<one, using: &random) == 0 }

    private mutating func damage(_ table: Table) {
        var bytes = delivery.files["\(table.rawValue).csv"]!
        let header = (bytes.firstIndex(of: 0x0A) ?? 0) + 1
        guard header < bytes.count else { return }
        let place = Int.random(in: header..<bytes.count, using: &random)
        switch Int.random(in: 0..<8, using: &random) {
        case 0: bytes.remove(at: place)
        case 1: bytes.insert(contentsOf: Self.inserts.randomElement(using: &random)!, at: place)
        case 2: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 3: bytes.removeSubrange(place..<min(bytes.count, place + 40))
        case 4: bytes = lines(bytes, header) { $0 + [$0[$0.count / 2]] }
        case 5: bytes = lines(bytes, header) { Array($0.reversed()) }
        case 6: bytes = lines(bytes, header) { $0.enumerated().map { $0 % 5 == 1 ? swapped($1) : $1 } }
        default: bytes = Array(bytes[..<place])
        }
        delivery.files["\(table.rawValue).csv"] = bytes
    }

    private static let inserts: [[UInt8]] = [
        [0x22], [0x0A], [0], [0x2C], [0x0D], [0x0D, 0x0A], [0xE2, 0x82], [0xEF, 0xBB, 0xBF], [0x22, 0x0A, 0x22], [0x3B],
    ]

    private func lines(_ bytes: [UInt8], _ header: Int, _ change: ([[UInt8]]) -> [[UInt8]]) -> [UInt8] {
        let rows = bytes[header...].split(separator: 0x0A).map(Array.init)
        guard !rows.isEmpty else { return bytes }
        return Array(bytes[..<header]) + Array(change(rows).joined(separator: [0x0A]))
    }

    private func swapped(_ row: [UInt8]) -> [UInt8] {
        var fields = row.split(separator: 0x2C, omittingEmptySubsequences: false)
        if fields.count > 2 { fields.swapAt(1, 2) }
        return Array(fields.joined(separator: [0x2C]))
    }
}
