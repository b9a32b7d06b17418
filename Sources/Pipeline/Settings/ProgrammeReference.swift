/// How a configuration names a programme: by its id, as a file under `Models/programmes`, or by a path of its own.
struct ProgrammeReference: Sendable, Equatable {
    let text: String

    init(_ text: String) { self.text = text }

    /// A path ends in `.yaml`, and starts where the configuration lies.
    var isPath: Bool { text.hasSuffix(".yaml") }

    /// The file's name without `.yaml`.
    var id: String {
        guard isPath else { return text }
        return String((text.split(separator: "/").last ?? "").dropLast(5))
    }

    /// For messages.
    var file: String { isPath ? text : "programmes/\(id).yaml" }
}
