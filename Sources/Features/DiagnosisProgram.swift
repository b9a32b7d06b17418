import Records

/// Which groups of diagnoses a person's closed spells meet.
struct DiagnosisProgram: Sendable {
    /// Up to 64 groups over one window.
    struct Pass: Sendable {
        let first: PackedDay
        let end: PackedDay
        /// By id of the code, in the dictionary of each column: the bits of the groups that it belongs to.
        var primary: [UInt64]
        var secondary: [UInt64]
        var targets: [Target] = []
        var used = 0
    }

    enum Target: Sendable {
        /// 1 where the bit is met.
        case condition(bit: Int, column: Int)
        /// The sum of the weights of the groups met; a group counts 0 where its superseding one is met.
        case weights([Weight], column: Int)
    }

    struct Weight: Sendable {
        let bit: Int
        let weight: Double
        /// The bits of the groups that supersede it.
        let supersededBy: UInt64
    }

    let timeline: Timeline
    let ends: DayReader
    let primary: CodeReader
    let secondary: CodeListReader?
    var passes: [Pass] = []

    @inline(__always)
    func evaluate(_ person: Int, _ values: UnsafeMutableBufferPointer<Double>) {
        let rows = timeline.rows(of: person)
        guard rows.count > 0 else { return }
        for pass in passes {
            var met: UInt64 = 0
            for row in 0..<rows.count {
                let day = timeline.day(rows, row)
                guard day >= pass.first, day < pass.end, !ends.day(rows, row).isMissing else { continue }
                met |= pass.primary[primary.id(rows, row)]
                secondary?.forEachID(rows, row) { met |= pass.secondary[$0] }
            }
            guard met != 0 else { continue }
            for target in pass.targets {
                switch target {
                case .condition(let bit, let column): if met >> UInt64(bit) & 1 != 0 { values[column] = 1 }
                case .weights(let weights, let column):
                    var sum = 0.0
                    for weight in weights
                    where met >> UInt64(weight.bit) & 1 != 0 && met & weight.supersededBy == 0 { sum += weight.weight }
                    values[column] = sum
                }
            }
        }
    }
}
