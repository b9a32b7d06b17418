import Glibc

/// The BLAS library that this process was started with: Debian's reference library, or OpenBLAS in its place.
public enum BasicLinearAlgebra {
    /// The name, version and kernel that OpenBLAS gives of itself, for a run's manifest; nil on the reference library.
    public static var openBLASConfiguration: String? {
        typealias Configuration = @convention(c) () -> UnsafePointer<CChar>?
        guard let symbol = dlsym(nil, "openblas_get_config") else { return nil }
        return unsafeBitCast(symbol, to: Configuration.self)().map { String(cString: $0) }
    }

    /// Sets the threads of OpenBLAS; the reference library has one.
    ///
    /// A fit asks for 1: it shares its rows among tasks itself, and idle OpenBLAS workers spin.
    ///
    /// - Returns: false where the library has no such setting.
    @discardableResult
    public static func setThreadCount(_ count: Int) -> Bool {
        typealias SetThreads = @convention(c) (Int32) -> Void
        guard let symbol = dlsym(nil, "openblas_set_num_threads") else { return false }
        unsafeBitCast(symbol, to: SetThreads.self)(Int32(count))
        return true
    }
}
