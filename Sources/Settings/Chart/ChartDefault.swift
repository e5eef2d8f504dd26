/// The default that `values.yaml` of the newest chart has for a key
/// (`CFacts/chart-defaults.txt`).
package struct ChartDefault: Hashable, Sendable {
  /// The type of a default.
  package enum Kind: UInt8, Sendable {
    case text = 0x73, boolean = 0x62, number = 0x6E, list = 0x6C, map = 0x6D
    /// YAML's null.
    case null = 0x7A
  }

  /// The type that the default has in `values.yaml`.
  package let kind: Kind
  /// A text as it is; a number, a Boolean, a list or an empty map as JSON.
  ///
  /// Nil for a map with keys, whose defaults are those of the keys, and for a value that is long or has
  /// several lines.
  package let value: String?

  init(_ kind: Kind, _ value: String?) { (self.kind, self.value) = (kind, value) }

  /// The default in a line of the facts; nil if the line is malformed.
  init?(_ line: ChartFactLine) {
    let text = line.column(1) ?? ""
    switch text.first {
    case nil: self.init(.map, nil)
    case "\"":
      guard text.utf8.count >= 2, text.last == "\"" else { return nil }
      self.init(.text, String(text.dropFirst().dropLast()))
    case "[": self.init(.list, text)
    case "{": self.init(.map, text)
    default:
      if text == "true" || text == "false" {
        self.init(.boolean, text)
      } else if text == "null" {
        self.init(.null, text)
      } else if Double(text) != nil {
        self.init(.number, text)
      } else if text == "s" || text == "l" {
        self.init(text == "s" ? .text : .list, nil)
      } else {
        return nil
      }
    }
  }
}
