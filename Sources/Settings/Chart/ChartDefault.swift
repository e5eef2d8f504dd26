/// The default that `values.yaml` of a release of the chart has for a key
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

  /// The default that a line of the facts has for a release, which must be a known one; nil if there
  /// is none.
  init?(_ line: ChartFactLine, in release: ChartVersion) {
    var column = 1
    while let text = line.column(column) {
      if line.releases(column + 1).contain(release) {
        self.init(text)
        return
      }
      column += 2
    }
    let hasDefaults = line.firstDescendant { below in
      sequence(first: 2) { $0 + 2 }.prefix { below.column($0) != nil }
        .contains { below.releases($0).contain(release) }
    }
    guard hasDefaults != nil else { return nil }
    self.init(.map, nil)
  }

  /// The default that the facts write as `text`; nil if it is malformed.
  init?(_ text: String) {
    switch text.first {
    case nil: return nil
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
