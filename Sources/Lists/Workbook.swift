import CXlsxWriter
import Glibc

/// A workbook in the making, through libxlsxwriter, into memory. Used from one thread at a time.
final class Workbook {
    private let descriptor: Int32
    /// Nil once it is closed.
    private var workbook: UnsafeMutablePointer<lxw_workbook>?
    private var names = SheetNames()
    private(set) var styles = Styles()
    private let cells = Sheet.CellCount()

    /// The looks that cells have.
    struct Styles {
        fileprivate var formats: [Style: UnsafeMutablePointer<lxw_format>] = [:]
        subscript(style: Style) -> UnsafeMutablePointer<lxw_format>? { formats[style] }
    }

    enum Style: CaseIterable {
        case title, notice, heading, label, wrapped, link, note
        case columnHeading, reviewHeading
        case text, strong, number, percent, points
        case review, reviewDate
    }

    /// - Parameters:
    ///   - created: the date of the document, in seconds since 1970: no clock is read.
    ///   - inMemoryAlone: whether the library's temporary files may lie nowhere but in memory.
    /// - Throws: `ListsError.workbook`, `noMemoryFiles`.
    init(title: String, created: Int, inMemoryAlone: Bool = false) throws {
        guard MemoryFiles.areThere || !inMemoryAlone else { throw ListsError.noMemoryFiles }
        descriptor = anticipate_memory_file()
        guard descriptor >= 0 else { throw ListsError.workbook(library: String(cString: strerror(errno))) }
        // The library's temporary files, which have no name, lie in memory too where that can be.
        let directory = MemoryFiles.areThere ? strdup(MemoryFiles.directory) : nil
        defer { free(directory) }
        var options = lxw_workbook_options(constant_memory: 0, tmpdir: directory, use_zip64: 0)
        guard let workbook = workbook_new_opt("/proc/self/fd/\(descriptor)", &options) else {
            close(descriptor)
            throw ListsError.workbook(library: "no memory")
        }
        self.workbook = workbook
        // The first format is that of cells without one. By its font programs tell how wide a column's characters are:
        // one that every system has, or another in its likeness.
        workbook.pointee.formats.pointee.stqh_first.map(Style.setFont)
        var properties = lxw_doc_properties()
        properties.created = time_t(created)
        withText(title) { text in
            properties.title = UnsafeMutablePointer(mutating: text)
            workbook_set_properties(workbook, &properties)
        }
        for style in Style.allCases {
            guard let format = workbook_add_format(workbook) else { continue }
            style.apply(to: format)
            styles.formats[style] = format
        }
    }

    deinit {
        if let workbook { lxw_workbook_free(workbook) }
        close(descriptor)
    }

    /// Adds a sheet, named after a title as far as Excel takes it.
    func addSheet(_ title: String) throws -> Sheet {
        let name = names.name(for: title)
        guard let workbook, let worksheet = workbook_add_worksheet(workbook, name) else {
            throw ListsError.workbook(library: "a sheet was refused")
        }
        return Sheet(name: name, worksheet: worksheet, styles: styles, cells: cells)
    }

    /// Ends the workbook, and checks that every part of it is whole: the library does not say where writing to a
    /// temporary file failed.
    func bytes() throws -> [UInt8] {
        guard let workbook else { return [] }
        self.workbook = nil
        let error = workbook_close(workbook)
        guard error == LXW_NO_ERROR else { throw ListsError.workbook(library: String(cString: lxw_strerror(error))) }
        let bytes = try contents()
        let checker = WorkbookChecker(cells: cells.count)
        try checker.check(ZipArchive(bytes))
        return bytes
    }

    private func contents() throws -> [UInt8] {
        let size = Int(lseek(descriptor, 0, SEEK_END))
        return try [UInt8](unsafeUninitializedCapacity: max(size, 0)) { buffer, count in
            while count < size {
                let read = pread(descriptor, buffer.baseAddress! + count, size - count, off_t(count))
                guard read > 0 else { throw ListsError.workbook(library: String(cString: strerror(errno))) }
                count += read
            }
        }
    }
}

extension Workbook.Style {
    fileprivate static func setFont(_ format: UnsafeMutablePointer<lxw_format>) {
        format_set_font_name(format, "Arial")
        format_set_font_size(format, 10)
    }

    /// Black on white, with lines in place of colours: lists are printed.
    fileprivate func apply(to format: UnsafeMutablePointer<lxw_format>) {
        let top = UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue)
        let (thin, hair) = (UInt8(LXW_BORDER_THIN.rawValue), UInt8(LXW_BORDER_HAIR.rawValue))
        Self.setFont(format)
        format_set_align(format, top)
        switch self {
        case .title:
            format_set_bold(format)
            format_set_font_size(format, 16)
        case .notice:
            format_set_bold(format)
            format_set_border(format, UInt8(LXW_BORDER_MEDIUM.rawValue))
            format_set_text_wrap(format)
        case .heading:
            format_set_bold(format)
            format_set_font_size(format, 12)
            format_set_top(format, thin)
        case .label, .note: format_set_font_color(format, 0x404040)
        case .wrapped: format_set_text_wrap(format)
        case .link:
            format_set_underline(format, UInt8(LXW_UNDERLINE_SINGLE.rawValue))
            format_set_font_color(format, 0x10437A)
        case .columnHeading, .reviewHeading:
            format_set_bold(format)
            format_set_text_wrap(format)
            format_set_bottom(format, UInt8(LXW_BORDER_MEDIUM.rawValue))
            if self == .reviewHeading { format_set_left(format, hair) }
        case .text, .strong, .number, .percent, .points:
            format_set_text_wrap(format)
            format_set_bottom(format, hair)
            if self == .strong { format_set_bold(format) }
            if [.number, .percent, .points].contains(self) {
                format_set_align(format, UInt8(LXW_ALIGN_CENTER.rawValue))
            }
            if self == .number { format_set_num_format(format, "#,##0") }
            if self == .percent { format_set_num_format(format, "0.0%") }
            if self == .points { format_set_num_format(format, "0.##") }
        case .review, .reviewDate:
            format_set_text_wrap(format)
            format_set_bottom(format, hair)
            format_set_left(format, hair)
            // A CSV has a date as it is shown: this one reads the same in every country.
            if self == .reviewDate { format_set_num_format(format, "yyyy-mm-dd") }
        }
    }
}
