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
    private let primaryOrder: CodeOrder
    private let secondaryOrder: CodeOrder

    init(timeline: Timeline, ends: DayReader, primary: CodeReader, secondary: CodeListReader?) {
        self.timeline = timeline
        self.ends = ends
        self.primary = primary
        self.secondary = secondary
        primaryOrder = CodeOrder(primary.dictionary)
        secondaryOrder = CodeOrder(secondary?.dictionary ?? [])
    }

    /// Gives a list of codes a bit of a pass.
    mutating func addBit(_ pass: Int, _ list: CodeList) -> Int {
        let bit = passes[pass].used
        passes[pass].used += 1
        for entry in list.entries {
            for id in primaryOrder.ids(of: entry) { passes[pass].primary[id] |= 1 << UInt64(bit) }
            for id in secondaryOrder.ids(of: entry) { passes[pass].secondary[id] |= 1 << UInt64(bit) }
        }
        return bit
    }
}

/// The same without anything to count references of.
struct DiagnosisKernel: BitwiseCopyable {
    struct Pass: BitwiseCopyable {
        let first: PackedDay
        let end: PackedDay
        let primary: UnsafePointer<UInt64>
        let secondary: UnsafePointer<UInt64>
        /// By bit: the column that is 1 where it is met; -1 where none is.
        let conditions: UnsafePointer<Int32>
    }

    let timeline: TimelineView
    let ends: DayView
    let primary: CodeView
    let hasSecondary: Bool
    let secondary: CodeListView
    let passes: UnsafePointer<Pass>
    let passCount: Int

    init(_ program: DiagnosisProgram, _ memory: KernelMemory) {
        timeline = program.timeline.view
        ends = program.ends.view
        primary = program.primary.view
        hasSecondary = program.secondary != nil
        secondary = program.secondary?.view ?? CodeListView.none
        let passes = program.passes.map { pass in
            var conditions = [Int32](repeating: -1, count: 64)
            for case .condition(let bit, let column) in pass.targets { conditions[bit] = Int32(column) }
            return Pass(
                first: pass.first, end: pass.end, primary: memory.copy(pass.primary),
                secondary: memory.copy(pass.secondary), conditions: memory.copy(conditions))
        }
        self.passes = UnsafePointer(memory.copy(passes))
        passCount = passes.count
    }

    /// The groups of a pass that the person's closed spells meet.
    @inline(__always)
    func met(_ pass: Pass, _ rows: Rows) -> UInt64 {
        var met: UInt64 = 0
        for row in 0..<rows.count {
            let day = timeline.day(rows, row)
            guard day >= pass.first, day < pass.end, !ends.day(rows, row).isMissing else { continue }
            met |= pass.primary[primary.id(rows, row)]
            if hasSecondary { met |= secondary.union(rows, row, pass.secondary) }
        }
        return met
    }
}

extension DiagnosisProgram.Pass {
    /// Sums the weights of the groups that are met.
    func weigh(_ met: UInt64, _ values: UnsafeMutablePointer<Double>) {
        for case .weights(let weights, let column) in targets {
            var sum = 0.0
            for weight in weights where met >> UInt64(weight.bit) & 1 != 0 && met & weight.supersededBy == 0 {
                sum += weight.weight
            }
            values[column] = sum
        }
    }
}
