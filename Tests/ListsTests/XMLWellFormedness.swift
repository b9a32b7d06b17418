import Testing

/// Checks that tags nest: each that opens closes, in order.
enum XMLWellFormedness {
    static func check(_ markup: String) throws {
        var open: [Substring] = []
        for tag in markup.matches(of: #/<(/?)([a-z0-9]+)([^<>]*?)(/?)>/#) {
            if tag.output.4 == "/" { continue }
            if tag.output.1.isEmpty { open.append(tag.output.2) } else { #expect(open.popLast() == tag.output.2) }
        }
        #expect(open.isEmpty)
    }
}
