import FeatureData
import Records

/// Computes the features of persons, one after another, with memory of its own: one to a task.
public struct FeatureEvaluator {
    private let plan: FeaturePlan
    private let memory = KernelMemory()
    private let values: UnsafeMutablePointer<Double>
    private let usual: UnsafePointer<Double>
    private let columnCount: Int
    private let person: PersonKernel
    private let slowPersonItems: [PersonProgram.Item]
    private let hasSlowPersonItems: Bool
    private let births: UnsafePointer<PackedDay>
    private let indexDay: Day
    private let tables: [TableKernel]
    private let diagnoses: DiagnosisKernel?
    private let derived: DerivedKernel
    private var trace: Trace

    init(_ plan: FeaturePlan) {
        self.plan = plan
        columnCount = plan.usual.count
        values = memory.copy(plan.usual)
        usual = UnsafePointer(memory.copy(plan.usual))
        (person, slowPersonItems) = PersonKernel.make(plan.persons, memory)
        hasSlowPersonItems = !slowPersonItems.isEmpty
        births = UnsafePointer(plan.persons.persons.births.elements.baseAddress!)
        indexDay = plan.persons.indexDay
        tables = plan.tables.map { [memory] in TableKernel($0, memory) }
        diagnoses = plan.diagnoses.map { [memory] in DiagnosisKernel($0, memory) }
        derived = DerivedKernel(plan.derived, memory)
        trace = Trace(plan.tables.flatMap { $0.operations.joined() }, memory)
    }

    /// Appends a row for each person.
    /// - Parameter persons: their numbers.
    public mutating func evaluate(_ persons: ArraySlice<Int32>, into matrix: inout FeatureMatrix) {
        for person in persons {
            compute(Int(person))
            matrix.append(row: UnsafeBufferPointer(start: values, count: columnCount))
        }
    }

    private mutating func compute(_ person: Int) {
        values.update(from: usual, count: columnCount)
        trace.stamp &+= 1
        self.person.evaluate(person, age: Double(births[person].day.age(on: indexDay)), values)
        if hasSlowPersonItems { testSlowly(person) }
        for table in tables.indices { run(tables[table], table, person) }
        if let diagnoses { run(diagnoses, person) }
        derived.evaluate(values)
    }

    /// Registration features that look at several fields.
    private func testSlowly(_ person: Int) {
        let row = plan.persons.persons.row(of: person)
        for item in slowPersonItems {
            guard case .test(let test) = item.value else { continue }
            values[item.column] = test.holds(row, 0) ? 1 : 0
        }
    }

    @inline(__always)
    private mutating func run(_ table: TableKernel, _ place: Int, _ person: Int) {
        let rows = table.timeline.rows(of: person)
        guard rows.count > 0 else { return }
        for row in table.firstUseful(rows)..<rows.count {
            var bits = self.bits(table, place, rows, row)
            guard bits != 0 else { continue }
            let day = table.timeline.day(rows, row)
            while bits != 0 {
                let bit = bits.trailingZeroBitCount
                bits &= bits &- 1
                for operation in Int(table.firstOperations[bit])..<Int(table.firstOperations[bit &+ 1])
                where day < table.operations[operation].end {
                    trace.apply(table.operations[operation], table, rows, row, day, values)
                }
            }
        }
        if table.hasWithin { countWithin(table, place, rows) }
    }

    @inline(__always)
    private func bits(_ table: TableKernel, _ place: Int, _ rows: Rows, _ row: Int) -> UInt64 {
        let bits = table.bits(rows, row)
        return bits & table.slow == 0 ? bits : plan.tables[place].withoutFailed(bits, rows, row)
    }

    private func run(_ diagnoses: DiagnosisKernel, _ person: Int) {
        let rows = diagnoses.timeline.rows(of: person)
        guard rows.count > 0 else { return }
        for place in 0..<diagnoses.passCount {
            let pass = diagnoses.passes[place]
            let met = diagnoses.met(pass, rows)
            guard met != 0 else { continue }
            var bits = met
            while bits != 0 {
                let column = pass.conditions[bits.trailingZeroBitCount]
                bits &= bits &- 1
                if column >= 0 { values[Int(column)] = 1 }
            }
            plan.diagnoses?.passes[place].weigh(met, values)
        }
    }

    /// Counts the rows that begin soon after the row before them ended.
    ///
    /// Rows of one day stand by the end that was known on the index day, those without one last.
    private mutating func countWithin(_ table: TableKernel, _ place: Int, _ rows: Rows) {
        guard rows.count > 1, table.hasEnds else { return }
        trace.sortByKnownEnd(table, rows)
        for position in 1..<rows.count {
            let (row, before) = (trace.order[position], trace.order[position - 1])
            let lastEnd = table.ends.day(rows, before)
            guard !lastEnd.isMissing else { continue }
            let day = table.timeline.day(rows, row)
            let gap = day.days(since: lastEnd)
            guard gap >= 0 else { continue }
            var bits = self.bits(table, place, rows, row)
            while bits != 0 {
                let bit = bits.trailingZeroBitCount
                bits &= bits &- 1
                for place in Int(table.firstOperations[bit])..<Int(table.firstOperations[bit &+ 1]) {
                    let operation = table.operations[place]
                    guard operation.kind == .within, gap <= operation.days, day >= operation.first,
                        day < operation.end, table.has(operation.state, rows, row)
                    else { continue }
                    values[Int(operation.column)] += 1
                }
            }
        }
    }
}
