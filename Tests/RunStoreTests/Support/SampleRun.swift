import RunStore
import Tabular

/// A small night's output: nested lists, a compressed table of several writes, a page that is no table.
enum SampleRun {
    /// Ids in the order of `number`.
    static func id(_ number: Int) -> RunID {
        RunID(began: time(number), randomBits: 0x9F8E_7D6C_5B4A_3F21)
    }

    static func time(_ number: Int) -> UTCTime { UTCTime(secondsSince1970: 1_738_288_984 + number * 86_400) }

    static func facts(_ content: String) -> ManifestFacts {
        ManifestFacts(facts: ["inputs": .string(content), "seed": 7], circumstances: ["host": "test"])
    }

    /// The whole of a night under one lock: stage, publish, record.
    @discardableResult
    static func publish(_ number: Int, content: String, in store: RunStore) throws -> PublishedRun {
        let lock = try store.acquireLock()
        defer { lock.release() }
        let run = try store.beginRun(id(number), holding: lock)
        try write(content, to: run)
        let published = try run.publish(facts(content))
        try store.record(attempt(number), published: published, holding: lock)
        return published
    }

    static func write(_ content: String, to run: StagedRun, readers: Readers = .owner) throws {
        let list = try run.file("lists/most-complex-4pc/A12345.csv", readers: readers)
        var writer = CSVWriter(list)
        try writer.row(["rank", content])
        try writer.flush()
        list.rows = writer.rows
        try list.close()
        let scores = try run.file("scores.csv.gz")
        let gzip = try GzipSink(scores)
        for row in 0..<100 { try gzip.write("\(content),\(row)\n") }
        try gzip.close()
        let page = try run.file("report.html")
        try page.write(String(repeating: "<p>\(content)</p>", count: 6000))
        try page.write("end")
        try page.close()
    }

    static func attempt(_ number: Int) -> Status.Attempt {
        Status.Attempt(
            run: id(number), started: time(number), finished: time(number), exitCode: 0, reason: "Published.")
    }
}
