import Synchronization

/// The lock on a store. Whatever changes the store asks for it; it ends with `release`, with the
/// value or with the process.
public final class StoreLock: Sendable {
    private let fileSystem: any FileSystem
    private let descriptor: Mutex<Int32?>

    init(fileSystem: any FileSystem, descriptor: Int32) {
        self.fileSystem = fileSystem
        self.descriptor = Mutex(descriptor)
    }

    deinit { release() }

    public func release() {
        descriptor.withLock { descriptor in
            if let held = descriptor { try? fileSystem.close(held) }
            descriptor = nil
        }
    }

    func check() throws {
        if descriptor.withLock({ $0 == nil }) { throw RunStoreError.lockReleased }
    }
}
