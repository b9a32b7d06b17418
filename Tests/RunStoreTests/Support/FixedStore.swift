import RunStore

/// A store in a directory of its own.
struct FixedStore {
    let directory: TemporaryDirectory
    let store: RunStore

    init(readingGroup: UInt32? = nil) throws {
        directory = try TemporaryDirectory()
        store = try RunStore(directory: directory.path, readingGroup: readingGroup)
    }

    @discardableResult
    func publish(_ number: Int, content: String) throws -> PublishedRun {
        try SampleRun.publish(number, content: content, in: store)
    }

    /// The path of run `number`, in the store.
    func path(_ number: Int) -> String { "runs/\(SampleRun.id(number))" }
}
