/// What `body` makes of 0 to `count` - 1, in their order, shared out among threads.
func concurrentMap<Result: Sendable>(
    _ count: Int, threads: Int, _ body: @escaping @Sendable (Int) async -> Result
) async -> [Result] {
    let parts = await withTaskGroup(of: [(Int, Result)].self) { tasks in
        for thread in 0..<threads {
            tasks.addTask {
                var results: [(Int, Result)] = []
                for place in stride(from: thread, to: count, by: threads) { results.append((place, await body(place))) }
                return results
            }
        }
        return await tasks.reduce(into: []) { $0 += $1 }
    }
    return parts.sorted { $0.0 < $1.0 }.map(\.1)
}
