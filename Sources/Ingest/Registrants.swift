import CTabular
import Records

/// Of each person what decides about their rows, side by side: why they may be barred, and their practice.
struct Registrants: Sendable {
    /// Lower two bits: the bar. Above them: the number of the practice.
    private let packed: PackedArray<UInt32>
    /// The practices' codes by number.
    let practices: [String]

    /// Nil where the registrations name no practices.
    init?(_ persons: Persons) {
        guard case .codes(let practiceOf, let practices)? = persons.column("practice_code") else { return nil }
        self.practices = practices
        packed = PackedArray(count: persons.count) { packed in
            for person in 0..<persons.count {
                packed[person] = UInt32(practiceOf[person]) << 2 | UInt32(persons.bar(of: person).rawValue)
            }
        }
    }

    var count: Int { packed.count }

    @inline(__always)
    func bar(of person: Int) -> Persons.Bar { Persons.Bar(rawValue: UInt8(packed[person] & 3)).unsafelyUnwrapped }

    @inline(__always)
    func practice(of person: Int) -> Int { Int(packed[person] >> 2) }

    @inline(__always)
    func prefetch(_ person: UInt32) {
        if person != PersonIndex.nobody { anticipate_prefetch(packed.elements.baseAddress! + Int(person)) }
    }
}
