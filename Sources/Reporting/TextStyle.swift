/// How text for people is laid out.
package struct TextStyle: Sendable {
  /// Whether escape sequences colour the output.
  package enum Palette: Sendable { case plain, colored }

  /// Whether the findings are followed by a line with their number.
  package enum Summary: Sendable { case shown, omitted }

  package var palette = Palette.plain
  package var summary = Summary.shown
  /// The layout for a terminal; nil for files and pipes, whose text is the same everywhere.
  package var screen: Screen?
  /// What the names of files link to; nil for a terminal without links.
  package var links: FileLinks?

  package init() {}

  /// The findings alone, without colours.
  package static var findingsOnly: TextStyle {
    var style = TextStyle()
    style.summary = .omitted
    return style
  }

  /// A terminal, on which messages are wrapped and findings have headings with their files.
  package struct Screen: Sendable {
    /// In columns.
    package let width: Int

    /// A narrower terminal than 40 columns wraps the text itself.
    package init(width: Int) { self.width = max(40, width) }

    /// The columns that a source line may have after its number.
    package var frameWidth: Int { min(SourceFrame.defaultWidth, width - 8) }
  }
}

/// Links to files, as terminals understand them (OSC 8).
package struct FileLinks: Sendable {
  private let host: String
  private let directory: String

  /// `host` is the machine that has the files, and `directory` where relative paths start.
  package init(host: String, directory: String) { (self.host, self.directory) = (host, directory) }

  /// The text as a link to a file.
  func link(_ text: String, to path: String) -> String {
    let absolute = path.hasPrefix("/") ? path : directory + "/" + path
    let uri = "file://\(URIPath.encoded(host))\(URIPath.encoded(absolute))"
    return "\u{1B}]8;;\(uri)\u{1B}\\\(text)\u{1B}]8;;\u{1B}\\"
  }
}
