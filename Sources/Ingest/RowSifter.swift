import Accounts
import Records

/// Decides about every row of a table, and counts the rows that each person keeps.
///
/// A person whose rows stand in one run of one chunk, none of them twice, is settled by a look at the run: its rows are
/// in order already. The rows of the others are joined, sorted and looked at one by one.
struct RowSifter {
    private let builder: TableBuilder
    private let flat: FlatColumns
    /// By row: whether another row has taken its place. Empty where no row can.
    private let gone: [Bool]
    private let interest: RowInterest

    /// A row of a chunk.
    struct Place: BitwiseCopyable {
        let chunk: UInt32
        let row: UInt32
    }

    struct Sifted {
        /// By person: the rows to keep.
        var counts: [UInt32]
        /// By person: how their rows stand.
        fileprivate(set) var standing: [RunStanding]
        /// The rows to keep of the other persons, person by person, in order.
        var joined: [Place] = []
        let interest: RowInterest
        /// Accepted rows by number of the practice.
        var byPractice: [Int]
        var firstDay: PackedDay?
        var lastDay: PackedDay?

        /// Whether a person's rows are those of interest of their only run.
        @inline(__always)
        func isWhole(_ person: Int) -> Bool { standing[person] == .whole }

        mutating func note(_ day: PackedDay) {
            firstDay = min(firstDay ?? day, day)
            lastDay = max(lastDay ?? day, day)
        }
    }

    /// How a person's rows stand in the chunks.
    enum RunStanding: UInt8 {
        case none, oneRun, severalRuns
        /// In one run, of which all is decided.
        case whole
    }

    init(_ builder: TableBuilder, _ flat: FlatColumns, gone: [Bool]) {
        self.builder = builder
        self.flat = flat
        self.gone = gone
        interest = RowInterest(builder.retention.rows[builder.table], flat.files)
    }

    func sift(_ fates: inout RowFates) -> Sifted {
        var sifted = Sifted(
            counts: [UInt32](repeating: 0, count: builder.registrants.count), standing: runStandings(),
            interest: interest, byPractice: [Int](repeating: 0, count: builder.registrants.practices.count))
        let joined = siftWholes(&sifted, &fates)
        let joiner = RowJoiner(builder, flat, gone: gone, interest)
        joiner.join(joined, &sifted, &fates)
        joiner.settleUnlinked(&fates)
        return sifted
    }

    /// - Returns: by person, the runs that are to be joined.
    private func siftWholes(_ sifted: inout Sifted, _ fates: inout RowFates) -> [UInt32] {
        let registrants = builder.registrants
        var joined = [UInt32](repeating: 0, count: registrants.count)
        for place in flat.chunks {
            guard case .days(let days) = flat.values(builder.table.dayField!, place) else { continue }
            let interest = interest.ofChunk(place, flat)
            let runs = flat[place].runs
            let sensitive = flat[place].sensitive
            for run in runs { registrants.prefetch(run.person) }
            var (accepted, withheld, start) = (0, 0, 0)
            for run in runs {
                let rows = start..<run.end
                start = run.end
                guard run.person != PersonIndex.nobody, !rows.isEmpty else { continue }
                let person = Int(run.person)
                let bar = registrants.bar(of: person)
                let isWhole =
                    gone.isEmpty && sifted.standing[person] == .oneRun
                    && (!run.hasTwins || builder.source.keepsDuplicates)
                    && (sensitive.isEmpty || !sensitive[rows].contains(true))
                if isWhole, bar == .none {
                    accepted += rows.count
                    sifted.byPractice[registrants.practice(of: person)] += rows.count
                    sifted.note(days[rows.lowerBound])
                    sifted.note(days[rows.upperBound - 1])
                    sifted.counts[person] = UInt32(interest.count(rows))
                    sifted.standing[person] = .whole
                } else if isWhole, bar == .objected {
                    withheld += rows.count
                } else {
                    joined[person] += 1
                }
            }
            fates.count(.accepted, file: place.file, rows: accepted)
            fates.count(.withheld, file: place.file, rows: withheld)
        }
        return joined
    }

    private func runStandings() -> [RunStanding] {
        var standings = [RunStanding](repeating: .none, count: builder.registrants.count)
        for place in flat.chunks {
            var start = 0
            for run in flat[place].runs {
                if run.person != PersonIndex.nobody, run.end > start {
                    standings[Int(run.person)] = standings[Int(run.person)] == .none ? .oneRun : .severalRuns
                }
                start = run.end
            }
        }
        return standings
    }
}
