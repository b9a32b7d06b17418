/// One issued item.
struct PrescribedItem: DatedRow {
    let day: Int
    let bnfCode: String
    let quantity: Int
    let pence: Int
}
