/// Columns without their ownership, for loops that cannot afford to count references.
///
/// A view is only good while the timeline that it came from is kept. Like a reader, it can only be read by rows of
/// one side of an index day.
@frozen
public struct CodeView: BitwiseCopyable, Sendable {
    @usableFromInline let base: UInt
    @usableFromInline let width: Int

    init(_ ids: IDColumn) {
        base = UInt(bitPattern: ids.bytes.elements.baseAddress)
        width = ids.width
    }

    private init(base: UInt, width: Int) {
        self.base = base
        self.width = width
    }

    /// Of no column: must not be read.
    public static let none = CodeView(base: 0, width: 1)

    @inlinable @inline(__always)
    public func id(_ rows: Rows, _ row: Int) -> Int { id(at: rows.place(row)) }

    /// The id that stands at a place of the column.
    @inlinable @inline(__always)
    public func id(at place: Int) -> Int {
        let bytes = UnsafeRawPointer(bitPattern: base).unsafelyUnwrapped
        switch width {
        case 1: return Int(bytes.load(fromByteOffset: place, as: UInt8.self))
        case 2: return Int(bytes.load(fromByteOffset: place &* 2, as: UInt16.self))
        default: return Int(bytes.load(fromByteOffset: place &* 4, as: UInt32.self))
        }
    }
}

@frozen
public struct CodeListView: BitwiseCopyable, Sendable {
    @usableFromInline let starts: UInt
    @usableFromInline let ids: CodeView

    init(_ reader: CodeListReader) {
        starts = UInt(bitPattern: reader.starts.elements.baseAddress)
        ids = CodeView(reader.ids)
    }

    private init() {
        starts = 0
        ids = .none
    }

    /// Of no column: must not be read.
    public static let none = CodeListView()

    /// The union of the bits that a table gives each code of a row's list.
    @inlinable @inline(__always)
    public func union(_ rows: Rows, _ row: Int, _ bits: UnsafePointer<UInt64>) -> UInt64 {
        let starts = UnsafePointer<UInt32>(bitPattern: self.starts).unsafelyUnwrapped
        let place = rows.place(row)
        var all: UInt64 = 0
        for item in Int(starts[place])..<Int(starts[place &+ 1]) { all |= bits[ids.id(at: item)] }
        return all
    }
}

@frozen
public struct DayView: BitwiseCopyable, Sendable {
    @usableFromInline let days: UInt
    @usableFromInline let cut: PackedDay

    init(_ reader: DayReader) {
        days = UInt(bitPattern: reader.days.elements.baseAddress)
        cut = reader.cut
    }

    private init() {
        days = 0
        cut = .missing
    }

    /// Of no column: must not be read.
    public static let none = DayView()

    @inlinable @inline(__always)
    public func day(_ rows: Rows, _ row: Int) -> PackedDay {
        let day = UnsafePointer<PackedDay>(bitPattern: days).unsafelyUnwrapped[rows.place(row)]
        return day < cut ? day : .missing
    }
}

@frozen
public struct TimelineView: BitwiseCopyable, Sendable {
    @usableFromInline let starts: UInt
    @usableFromInline let days: UInt
    @usableFromInline let cut: PackedDay
    @usableFromInline let isHistory: Bool

    @inlinable @inline(__always)
    public func rows(of person: Int) -> Rows {
        let starts = UnsafePointer<UInt32>(bitPattern: self.starts).unsafelyUnwrapped
        let (first, end) = (Int(starts[person]), Int(starts[person &+ 1]))
        guard first < end else { return Rows(first: first, count: 0) }
        let days = UnsafePointer<PackedDay>(bitPattern: self.days).unsafelyUnwrapped
        var boundary = end
        while boundary > first, days[boundary &- 1] >= cut { boundary &-= 1 }
        return isHistory
            ? Rows(first: first, count: boundary &- first)
            : Rows(first: boundary, count: end &- boundary)
    }

    @inlinable @inline(__always)
    public func day(_ rows: Rows, _ row: Int) -> PackedDay {
        UnsafePointer<PackedDay>(bitPattern: days).unsafelyUnwrapped[rows.place(row)]
    }
}

extension CodeReader {
    public var view: CodeView { CodeView(ids) }
}

extension IDColumn {
    /// The ids by the row itself, for tables with one row a person.
    public var view: CodeView { CodeView(self) }
}

extension CodeListReader {
    public var view: CodeListView { CodeListView(self) }
}

extension NumberReader {
    /// The numbers that the ids of `view` stand for.
    public var distinctValues: [Double] { values }
    public var view: CodeView { CodeView(ids) }
}

extension DayReader {
    public var view: DayView { DayView(self) }
}

extension Timeline {
    public var view: TimelineView {
        TimelineView(
            starts: UInt(bitPattern: starts.elements.baseAddress), days: UInt(bitPattern: days.elements.baseAddress),
            cut: cut, isHistory: isHistory)
    }
}
