/// How a hospital stay ends.
struct Stay {
    let end: Int
    let isDeath: Bool
}
