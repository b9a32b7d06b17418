import CTabular
import Glibc

/// The helper programs that run now, for whoever ends this program by a signal.
public enum RunningHelpers {
    /// Ends them and all that they have started: they are asked to, and those that go on after a moment are made to.
    public static func stop() {
        guard anticipate_stop_helpers(SIGTERM) else { return }
        usleep(moment)
        _ = anticipate_stop_helpers(SIGKILL)
    }

    /// In microseconds.
    private static let moment: UInt32 = 200_000
}
