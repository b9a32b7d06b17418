/// A day and a minute of it.
struct Moment: Equatable {
    let day: Int
    /// From 0 to 1439.
    let minute: Int

    /// A moment some minutes before this one.
    func earlier(byMinutes minutes: Int) -> Moment {
        let total = day * 1440 + minute - minutes
        return Moment(day: total / 1440, minute: total % 1440)
    }
}
