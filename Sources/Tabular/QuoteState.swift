/// Follows a record byte by byte: a quote opens only at the start of a field.
enum QuoteState {
    case fieldStart, unquoted, inside, closed

    mutating func take(_ byte: UInt8, delimiter: UInt8) {
        let endsField = byte == delimiter || byte == 0x0A
        switch self {
        case .inside: self = byte == 0x22 ? .closed : .inside
        case _ where endsField: self = .fieldStart
        case .fieldStart, .closed: self = byte == 0x22 ? .inside : .unquoted
        case .unquoted: break
        }
    }
}
