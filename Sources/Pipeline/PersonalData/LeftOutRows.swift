import Cohorts
import Records
import RunStore
import Tabular

/// Takes the rows of some people out of a run's tables, and tells what else of the run speaks of them.
///
/// Most tables lose the rows. `scores.csv.gz` keeps one without an id, so that people add up, and so does the movement
/// of somebody who had left already.
final class LeftOutRows {
    /// Why there is no score, in the files.
    static let status = "left_out_after_publication"

    /// A table as it is without them.
    struct Part {
        let bytes: [UInt8]
        let rows: Int?
    }

    /// Ids of all who were in a table.
    private(set) var people: Set<String> = []
    /// Rows that were taken out or lost their id, of one person perhaps many.
    private(set) var rows = 0
    /// Places on lists.
    private(set) var places = 0
    /// Of those who were scored, by id: the code of their practice.
    private(set) var practices: [String: String] = [:]
    /// People who were named as not scored, by the stem of their practice's file and the reason.
    private(set) var notScored: [String: [String: Int]] = [:]
    /// By programme: who is told to have come on to a list, to have moved between them, or to be staying.
    private(set) var movements: [String: [String: Movement]] = [:]
    /// By programme.
    private(set) var heldOut: [String: HeldOut] = [:]

    struct Movement {
        /// `new`, `returning`, `moved` or `staying`.
        let standing: String
        let isByBand: Bool
    }

    struct HeldOut {
        var people = 0
        var wouldBeListed = 0
        /// Of those who would be listed, by place.
        var places: [String: Int] = [:]
    }

    /// What a file becomes; nil where it has nobody of them, or is no table.
    func part(_ path: String, _ bytes: [UInt8], _ isLeftOut: (String) -> Bool) throws -> Part? {
        func found(_ id: String) -> Bool {
            guard isLeftOut(id) else { return false }
            people.insert(id)
            return true
        }
        if path.hasPrefix("ids/") { return ids(bytes, found) }
        if path.hasSuffix(".csv") {
            let kept = PersonRows(bytes).without(found) { fields in
                if path.hasPrefix("not-scored/"), fields.count > 1 {
                    self.notScored[Self.stem(path), default: [:]][Self.text(fields[1]), default: 0] += 1
                }
                return nil
            }
            return counted(kept)
        }
        guard path.hasSuffix(".csv.gz") else { return nil }
        let table = PersonRows(try Gzip.unpacked(bytes, name: path))
        let kept =
            if path == "scores.csv.gz" {
                table.without(found, instead: scored)
            } else if path.hasPrefix("restricted/movement/") {
                table.without(found) { self.moved($0, of: Self.stem(path)) }
            } else if path.hasPrefix("restricted/held-out/") {
                table.without(found) { self.heldOut($0, of: Self.stem(path)) }
            } else {
                table.without(found)
            }
        return try counted(kept).map { Part(bytes: try Gzip.packed($0.bytes), rows: $0.rows) }
    }

    private func counted(_ kept: (bytes: [UInt8], rows: Int, taken: Int)?) -> Part? {
        kept.map { kept in
            rows += kept.taken
            return Part(bytes: kept.bytes, rows: kept.rows)
        }
    }

    private func ids(_ bytes: [UInt8], _ isLeftOut: (String) -> Bool) -> Part? {
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        let kept = lines.filter { !isLeftOut(String($0)) }
        guard kept.count < lines.count else { return nil }
        places += lines.count - kept.count
        return Part(bytes: Array(kept.map { $0 + "\n" }.joined().utf8), rows: kept.count)
    }

    /// Who was scored is so no more; who was not has the reason still. Neither has an id.
    private func scored(_ fields: [ArraySlice<UInt8>]) -> [ArraySlice<UInt8>]? {
        guard fields.count > 2 else { return nil }
        var left = fields
        left[0] = []
        guard Self.text(fields[1]) == Standing.scored.rawValue else { return left }
        practices[Self.id(fields[0])] = Self.text(fields[2])
        left[1] = Array(Self.status.utf8)[...]
        for place in 2..<left.count { left[place] = [] }
        return left
    }

    private func moved(_ fields: [ArraySlice<UInt8>], of programme: String) -> [ArraySlice<UInt8>]? {
        guard fields.count > 4 else { return nil }
        let standing = Self.text(fields[0])
        guard standing != MembershipFiles.left else {
            var left = fields
            for place in 1...3 { left[place] = [] }
            return left
        }
        let stay = Stay(rawValue: Self.text(fields[4]))
        let isByBand = standing == Member.Standing.staying.rawValue && (stay == .byBand || stay == .byLeastStay)
        movements[programme, default: [:]][Self.id(fields[1])] = Movement(standing: standing, isByBand: isByBand)
        return nil
    }

    private func heldOut(_ fields: [ArraySlice<UInt8>], of programme: String) -> [ArraySlice<UInt8>]? {
        guard fields.count > 4 else { return nil }
        heldOut[programme, default: HeldOut()].people += 1
        if Self.text(fields[4]) == "1" {
            heldOut[programme, default: HeldOut()].wouldBeListed += 1
            heldOut[programme, default: HeldOut()].places[Self.text(fields[1]), default: 0] += 1
        }
        return nil
    }

    /// A field without the quotes around it.
    private static func text(_ field: ArraySlice<UInt8>) -> String {
        let text = String(decoding: field, as: UTF8.self)
        guard text.count > 1, text.hasPrefix("\""), text.hasSuffix("\"") else { return FormulaMark.removed(from: text) }
        return FormulaMark.removed(from: String(text.dropFirst().dropLast()).replacing("\"\"", with: "\""))
    }

    private static func id(_ field: ArraySlice<UInt8>) -> String { text(field) }

    private static func stem(_ path: String) -> String {
        String(path.split(separator: "/").last?.prefix { $0 != "." } ?? "")
    }
}
