import ConfigSyntax
import Diagnostics
package import Settings
package import Terraform

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
    steps(of: field, compilation.resolved, compilation)
  }

  /// What the variables of a component say otherwise, for each component that has some.
  package static func overrides(
    of field: Field<Configuration>, in compilation: Compilation
  ) -> [(component: String, step: Step)] {
    let known = field.history(compilation.resolved.configuration).count
    return compilation.resolved.views.compactMap { view in
      let steps = steps(of: field, view.resolved, compilation)
      return steps.count > known ? steps.last.map { (view.component, $0) } : nil
    }
  }

  /// What the further installations of a Terraform directory say.
  package static func installations(
    of field: Field<Configuration>, in compilation: Compilation
  ) -> [(title: String, step: Step)] {
    compilation.others.compactMap { other in
      steps(of: field, other.resolved, compilation).last.map { (other.title, $0) }
    }
  }

  /// Who sets an input of a module: each call of it once.
  package static func steps(
    ofInput name: String, of module: OfficialModule, in compilation: Compilation
  ) -> [Step] {
    let masks = compilation.masks
    return (compilation.terraform?.calls ?? []).filter { $0.module == module }.compactMap { call in
      guard let input = call.call.input(named: name) else { return nil }
      let block = call.call.name.value
      return step(
        input.value.span, block.isEmpty ? name : "module.\(block).\(name)", compilation, masks)
    }
  }

  private static func steps(
    of field: Field<Configuration>, _ resolved: ResolvedConfiguration, _ compilation: Compilation
  ) -> [Step] {
    let masks = compilation.masks
    return field.history(resolved.configuration).map { id in
      step(resolved[id].span, resolved[id].spelling, compilation, masks)
    }
  }

  private static func step(
    _ span: SourceSpan, _ spelling: String, _ compilation: Compilation, _ masks: [SourceSpan]
  ) -> Step {
    let position = LineTable(compilation.sources[span.file]).position(at: Int(span.lower))
    let isHidden = masks.contains { $0.overlaps(span) || $0.contains(span) }
    return Step(
      place: "\(compilation.sources[span.file].name):\(position.line):\(position.column)",
      spelling: spelling, text: isHidden ? Secret.mask : oneLine(compilation.sources.text(span)))
  }

  private static func oneLine(_ text: String) -> String {
    let line = text.prefix { $0 != "\n" && $0 != "\r" && $0 != "\r\n" }
    return line.count == text.count ? text : line + "…"
  }
}
