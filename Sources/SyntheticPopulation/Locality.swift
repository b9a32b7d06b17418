/// A lower layer super output area, the small area of which deprivation is known.
struct Locality: Sendable {
    /// Shaped like the census code; numbers from E01900000 up are given to no area.
    let code: String
    /// Index of Multiple Deprivation, 1 most deprived to 10.
    let decile: Int
}
