import Tabular

/// Compressed in memory, as one gzip member.
func gzip(_ text: String) throws -> [UInt8] {
    let memory = MemorySink()
    let sink = try GzipSink(memory)
    try sink.write(text)
    try sink.close()
    return memory.bytes
}
