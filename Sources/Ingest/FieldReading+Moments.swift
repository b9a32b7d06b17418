import Records
import Tabular

extension FieldReading {
    /// Moments, as minutes since 1 January 1970. A day without a time is checked as others are, and is no moment.
    @inline(never)
    mutating func moments(
        _ texts: some Texts, _ count: Int, _ format: DateFormat?, _ dictionary: inout ByteDictionary
    ) -> ReadValues {
        guard isKept else {
            _ = days(texts, count, format, allowsTime: true)
            return .none
        }
        var ids = [UInt32](repeating: 0, count: count)
        for record in 0..<count {
            guard let text = text(texts, record) else { continue }
            var minutes: Int?
            switch format?.day(text, time: &minutes) ?? ValueParser.moment(text, time: &minutes) {
            case .broken(let rule): refuse(record, rule)
            case .value(let day):
                if let minutes { ids[record] = dictionary.intern(Double(Int(day.day.number) * 1440 + minutes)) }
            }
        }
        return .ids(ids)
    }
}

extension ValueParser {
    /// `YYYY-MM-DDTHH:MM`, or the day alone.
    /// - Parameter time: the minutes of the day, where it has a time.
    fileprivate static func moment(_ text: FieldText, time: inout Int?) -> Parsed<PackedDay> {
        let day = day(text, allowsTime: true)
        if case .value = day, text.count == 16 {
            func digit(_ place: Int) -> Int { Int(text.bytes[place] - 0x30) }
            time = (digit(11) * 10 + digit(12)) * 60 + digit(14) * 10 + digit(15)
        }
        return day
    }
}
