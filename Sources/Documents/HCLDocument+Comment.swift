extension HCLDocument {
  /// Comments, each line after `#`.
  enum Comment {
    /// The lines of `text`; a scalar that readers may display as something else is replaced.
    static func lines(_ text: String) -> [String] {
      text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { line in
        var scalars = String.UnicodeScalarView(
          line.unicodeScalars.map { $0 == "\t" ? " " : $0.isPlainText ? $0 : "\u{FFFD}" })
        while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
        return scalars.isEmpty ? "#" : "# \(String(scalars))"
      }
    }
  }
}
