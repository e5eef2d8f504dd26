package import Diagnostics

/// Where an input wrote a value, and under which name.
package struct Origin: Sendable {
  /// The user's own spelling: `global.mysql.port`, `MYSQL`, `--set global.host`.
  package let spelling: String
  /// The span of the value, or of the setting's part of it.
  package let span: SourceSpan
  /// The YAML aliases and merge keys through which the value was included.
  package let via: [SourceSpan]
  /// The number of the layer that contains it; later layers win.
  package internal(set) var layer: Int

  package init(_ spelling: String, _ span: SourceSpan, via: [SourceSpan] = [], layer: Int) {
    self.spelling = spelling
    self.span = span
    self.via = via
    self.layer = layer
  }

  /// The same origin, narrowed to a part of its value.
  func at(_ span: SourceSpan) -> Origin { Origin(spelling, span, via: via, layer: layer) }
}
