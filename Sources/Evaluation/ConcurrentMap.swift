/// What `body` makes of 0 to `count` - 1, in their order, shared out among threads.
///
/// - Parameter threads: at least 1; tasks are as many, or `count` where that is less.
public func concurrentMap<Value: Sendable>(
    _ count: Int, threads: Int, _ body: @escaping @Sendable (Int) async -> Value
) async -> [Value] {
    let parts = await withTaskGroup(of: [(Int, Value)].self) { tasks in
        for thread in 0..<min(threads, count) {
            tasks.addTask {
                var values: [(Int, Value)] = []
                for place in stride(from: thread, to: count, by: threads) { values.append((place, await body(place))) }
                return values
            }
        }
        return await tasks.reduce(into: []) { $0 += $1 }
    }
    return parts.sorted { $0.0 < $1.0 }.map(\.1)
}
