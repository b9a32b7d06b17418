/// A page that stands alone: no script, no link, no image, nothing from a network. It prints on A4.
public struct HTMLPage: Sendable {
    public let title: String
    public let body: [HTML]
    /// Rules of this kind of page, after those of every page.
    private let ownStyle: StaticString

    /// - Parameters:
    ///   - title: what the browser's tab and the printed page are headed with.
    public init(title: String, body: [HTML], style: StaticString = "") {
        self.title = title
        self.body = body
        ownStyle = style
    }

    /// The whole file. The content policy forbids a browser to fetch or run anything, whatever the page holds.
    public var text: String {
        """
        <!DOCTYPE html>
        <html lang="en-GB">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <meta name="referrer" content="no-referrer">
        <meta name="robots" content="noindex">
        \(HTML.element("title", [:], title).text)
        <style>
        \(Self.style)
        \(ownStyle)
        </style>
        </head>
        <body>
        \(body.map(\.text).joined())</body>
        </html>

        """
    }
}
