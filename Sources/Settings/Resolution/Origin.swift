package import Diagnostics

/// The name under which an input writes something.
package struct WrittenName: Sendable {
  /// The user's own spelling: `global.mysql.port`, `MYSQL`, `--set global.host`.
  package let spelling: String
  /// Where its reader finds it; nil for a setting that an option names.
  package let location: Location?

  package init(_ spelling: String, _ location: Location?) {
    self.spelling = spelling
    self.location = location
  }

  /// A path in the chart's values.
  package static func path(_ path: String) -> WrittenName { WrittenName(path, .helm(path)) }

  /// What no finding and no rule refers to by its name.
  package static let none = WrittenName("", nil)
}

/// Where an input wrote a value, and under which name.
package struct Origin: Sendable {
  package let name: WrittenName
  /// The span of the value, or of the setting's part of it.
  package let span: SourceSpan
  /// The YAML aliases and merge keys through which the value was included.
  package let via: [SourceSpan]
  /// The number of the layer that contains it; later layers win.
  package internal(set) var layer: Int

  package init(_ name: WrittenName, _ span: SourceSpan, via: [SourceSpan] = [], layer: Int) {
    self.name = name
    self.span = span
    self.via = via
    self.layer = layer
  }

  /// The user's own spelling, for messages.
  package var spelling: String { name.spelling }
  /// Where the value is written, for decisions; nil for a setting that an option names.
  package var location: Location? { name.location }

  /// The same origin, narrowed to a part of its value.
  func at(_ span: SourceSpan) -> Origin { Origin(name, span, via: via, layer: layer) }
}
