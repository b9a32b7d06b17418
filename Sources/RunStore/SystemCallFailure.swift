/// A system call that failed, as the kernel put it.
public struct SystemCallFailure: Error, Equatable, Sendable {
    public let call: SystemCall
    public let code: Int32

    public init(_ call: SystemCall, code: Int32) {
        self.call = call
        self.code = code
    }
}
