import ConfigSyntax
import Diagnostics
package import Settings

/// Who set a setting, and what that overrode.
package enum SettingHistory {
  /// One assignment as it is shown.
  package struct Step: Sendable {
    /// `FILE:LINE:COLUMN`.
    package let place: String
    package let spelling: String
    /// The text at the place; a mask where it is, or holds, a secret.
    package let text: String
  }

  /// Oldest first; the last one counts.
  package static func steps(
    of field: Field<Configuration>, in compilation: Compilation
  ) -> [Step] {
    let masks = compilation.masks
    return field.history(compilation.resolved.configuration).map { id in
      let assignment = compilation.resolved[id]
      let span = assignment.span
      let position = LineTable(compilation.sources[span.file]).position(at: Int(span.lower))
      let isHidden = masks.contains { $0.overlaps(span) || $0.contains(span) }
      return Step(
        place:
          "\(compilation.sources[span.file].name):\(position.line):\(position.column)",
        spelling: assignment.spelling,
        text: isHidden ? Secret.mask : oneLine(compilation.sources.text(span)))
    }
  }

  private static func oneLine(_ text: String) -> String {
    let line = text.prefix { $0 != "\n" && $0 != "\r" && $0 != "\r\n" }
    return line.count == text.count ? text : line + "…"
  }
}
