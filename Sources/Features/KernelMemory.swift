/// Memory for what the kernels look up and remember: plain buffers that live as long as this does.
final class KernelMemory {
    private var buffers: [UnsafeMutableRawPointer] = []

    deinit {
        for buffer in buffers { buffer.deallocate() }
    }

    func copy<Element: BitwiseCopyable>(_ elements: [Element]) -> UnsafeMutablePointer<Element> {
        let buffer = UnsafeMutablePointer<Element>.allocate(capacity: max(1, elements.count))
        buffer.initialize(from: elements, count: elements.count)
        buffers.append(UnsafeMutableRawPointer(buffer))
        return buffer
    }
}
