import Foundation
import TestSupport
import Testing

@testable import RunStore

@Suite struct VerificationTests {
    @Test func `A thousand flipped bits, truncations, deletions and additions are all rejected`() throws {
        let fixed = try FixedStore()
        let id = try fixed.publish(1, content: "first").id
        let files = fixed.directory.files(below: fixed.path(1)).map { fixed.path(1) + "/" + $0 }
        var generator = SplitMix(state: 20_250_131)
        for number in 0..<1000 {
            let file = try #require(files.randomElement(using: &generator))
            let before = try fixed.directory.read(file)
            let added = try corrupt(file, before, number % 4, in: fixed, &generator)
            #expect(try !fixed.store.verify(id).isEmpty, "Corruption \(number) of \(file)")
            if let added { try fixed.directory.remove(added) } else { try fixed.directory.write(file, before) }
        }
        #expect(try fixed.store.verify(id) == [])
    }

    @Test func `Each kind of damage is told by its path`() throws {
        let fixed = try FixedStore()
        let id = try fixed.publish(1, content: "first").id
        let root = fixed.path(1)
        try fixed.directory.remove(root + "/scores.csv.gz")
        try fixed.directory.write(root + "/report.html", [1])
        try fixed.directory.write(root + "/lists/most-complex-4pc/A12345.csv", Array("rank,fir5t\n".utf8))
        try fixed.directory.write(root + "/lists/B12345.csv", [])
        try fixed.directory.makeDirectory(root + "/empty")
        try fixed.directory.setPermissions(0o700, of: root + "/empty")
        try fixed.directory.setPermissions(0o755, of: root + "/lists")
        let reportSize = 6000 * "<p>first</p>".utf8.count + 3
        #expect(
            try fixed.store.verify(id) == [
                VerificationProblem("empty", .added),
                VerificationProblem("lists", .permissions(found: 0o755, expected: 0o700)),
                VerificationProblem("lists/B12345.csv", .added),
                VerificationProblem("lists/most-complex-4pc/A12345.csv", .changed),
                VerificationProblem("report.html", .size(found: 1, expected: reportSize)),
                VerificationProblem("scores.csv.gz", .missing),
            ])
        #expect(throws: RunStoreError.doesNotVerify(id, try fixed.store.verify(id))) {
            try fixed.store.requireWhole(id)
        }
    }

    @Test func `A manifest without its digest, or with another, is rejected`() throws {
        let fixed = try FixedStore()
        let id = try fixed.publish(1, content: "first").id
        let manifest = fixed.path(1) + "/MANIFEST.json"
        try fixed.directory.write(manifest, fixed.directory.read(manifest) + [0x20])
        #expect(try fixed.store.verify(id) == [VerificationProblem("MANIFEST.json", .changed)])
        try fixed.directory.remove(manifest + ".sha256")
        #expect(try fixed.store.verify(id) == [VerificationProblem("MANIFEST.json.sha256", .missing)])
    }

    @Test func `A manifest rewritten with its digest still has to have the content of its own list`() throws {
        let fixed = try FixedStore()
        let id = try fixed.publish(1, content: "first").id
        let manifest = fixed.path(1) + "/MANIFEST.json"
        let text = String(decoding: try fixed.directory.read(manifest), as: UTF8.self)
        let changed = Array(text.replacingOccurrences(of: "\"seed\": 7", with: "\"seed\": 8").utf8)
        try fixed.directory.write(manifest, changed)
        try fixed.directory.write(manifest + ".sha256", Array(Manifest.digestText(of: changed).utf8))
        let expected = VerificationProblem("MANIFEST.json", .malformedManifest(.unexpected(field: "content")))
        #expect(try fixed.store.verify(id) == [expected])
    }

    @Test func `A run under another name, a link in place of a file and a missing run are told`() throws {
        let fixed = try FixedStore()
        let id = try fixed.publish(1, content: "first").id
        try FileManager.default.moveItem(
            atPath: fixed.directory.full(fixed.path(1)), toPath: fixed.directory.full(fixed.path(2)))
        #expect(throws: RunStoreError.missingRun(id)) { try fixed.store.verify(id) }
        let page = fixed.path(2) + "/report.html"
        try fixed.directory.remove(page)
        try FileManager.default.createSymbolicLink(
            atPath: fixed.directory.full(page), withDestinationPath: "scores.csv.gz")
        #expect(
            try fixed.store.verify(SampleRun.id(2)) == [
                VerificationProblem("MANIFEST.json", .otherRun), VerificationProblem("report.html", .notAFile),
            ])
    }

    @Test func `A file that cannot be read is told, and the others are read`() throws {
        let disk = PageCacheFileSystem()
        let id = try SampleRun.publish(1, content: "first", in: RunStore(fileSystem: disk)).id
        let counting = FaultyFileSystem(disk, .none)
        _ = try RunStore(fileSystem: counting).verify(id)
        for place in 3...counting.count {
            let faulty = FaultyFileSystem(disk, .error(EIO, at: place, forGood: false))
            let problems = (try? RunStore(fileSystem: faulty).verify(id)) ?? []
            if !problems.isEmpty { #expect(problems.contains { $0.kind == .unreadable(code: EIO) }) }
        }
    }

    /// Damages the run; returns the path of what was added, if that was the damage.
    private func corrupt(
        _ file: String, _ bytes: [UInt8], _ way: Int, in fixed: FixedStore, _ generator: inout SplitMix
    ) throws -> String? {
        switch way {
        case 0:
            var changed = bytes
            changed[Int.random(in: 0..<bytes.count, using: &generator)] ^=
                1 << UInt8.random(in: 0..<8, using: &generator)
            try fixed.directory.write(file, changed)
        case 1:
            try fixed.directory.write(file, Array(bytes.prefix(Int.random(in: 0..<bytes.count, using: &generator))))
        case 2:
            try fixed.directory.remove(file)
        default:
            let folders = [fixed.path(1), fixed.path(1) + "/lists", fixed.path(1) + "/lists/most-complex-4pc"]
            let added =
                folders.randomElement(using: &generator)! + "/\(UInt32.random(in: 0...9999, using: &generator)).csv"
            try fixed.directory.write(added, Bool.random(using: &generator) ? bytes : [])
            return added
        }
        return nil
    }
}
