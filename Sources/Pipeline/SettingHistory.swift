import ConfigSyntax
import Diagnostics
import Secrets
package import Settings
import Surfaces
package import Terraform

/// Where a setting was set, and what that overrode.
package enum SettingHistory {
  /// One assignment as it is shown.
  package struct Step: Sendable {
    /// `FILE:LINE:COLUMN`.
    package let location: String
    /// The key, variable or input as the user wrote it.
    package let spelling: String
    /// The text at that location, masked if it is or contains a secret.
    package let text: String
  }

  /// The assignments of a setting in one installation, oldest first; the last one wins.
  package static func steps(
    of field: Field<Configuration>, in installation: CompiledInstallation,
    _ compilation: Compilation
  ) -> [Step] {
    steps(of: field, installation.resolved, compilation)
  }

  /// The last assignment in each component whose own variables override the setting.
  package static func overrides(
    of field: Field<Configuration>, in installation: CompiledInstallation,
    _ compilation: Compilation
  ) -> [(component: String, step: Step)] {
    let known = field.history(installation.resolved.configuration).count
    return installation.resolved.views.compactMap { view in
      let steps = steps(of: field, view.resolved, compilation)
      return steps.count > known ? steps.last.map { (view.component, $0) } : nil
    }
  }

  /// The chart's default for a setting that no input sets; nil if the chart is not used, or if an
  /// input removed the default.
  package static func chartDefault(
    of field: Field<Configuration>, in compilation: Compilation
  ) -> SettingDefault? {
    guard compilation.installations.count == 1 else { return nil }
    return compilation.sole.resolved.appliedDefault(of: field)
  }

  /// The chart's default that the inputs override, as the first layer; nil if the chart is not used.
  package static func firstLayer(
    of field: Field<Configuration>, in installation: CompiledInstallation
  ) -> SettingDefault? {
    guard installation.resolved.deployment?.usesChart == true else { return nil }
    return field.chartDefault(in: installation.resolved.chartVersion)
  }

  /// What the layers write at a path of the chart's values, oldest first; where one removes a mapping
  /// around it, the null at its path.
  package static func steps(atChartPath path: String, in compilation: Compilation) -> [Step] {
    let hidden = compilation.secrets.hidden
    let keys = ChartPath(path).keys
    return compilation.layers.compactMap { layer in
      guard var node = layer.chartValues else { return nil }
      var reached: [String] = []
      for key in keys {
        guard let child = node[key] else { break }
        node = child
        reached.append(key)
      }
      guard reached.count == keys.count || !reached.isEmpty && node.scalar?.isNull == true else {
        return nil
      }
      let written = reached.count == keys.count ? path : reached.joined(separator: ".")
      return step(at: node.span, written, compilation, hidden)
    }
  }

  /// What the size of the installation or component sets for a component's resource, and that size.
  package static func sizeDefault(
    ofChartPath path: String, in compilation: Compilation
  ) -> (size: String, text: String)? {
    let keys = ChartPath(path).keys
    guard keys.count == 4, keys[1] == "resources", compilation.installations.count == 1 else {
      return nil
    }
    let resolved = compilation.sole.resolved
    let own = resolved.configuration.components[keys[0]]?.size.literal
    let size =
      own ?? resolved.configuration.size.literal
      ?? ChartReads.default(at: "global.size", in: resolved.chartVersion)?.value
    guard let size else { return nil }
    return ChartSizes.quantity(of: keys[0], size: size, section: keys[2], resource: keys[3])
      .map { (size, $0) }
  }

  /// The defaults of single components that win over what the inputs set for all of them.
  package static func componentDefaults(
    of field: Field<Configuration>, in installation: CompiledInstallation
  ) -> [DefaultVariable] {
    func defaults(in resolved: ResolvedConfiguration) -> [DefaultVariable] {
      resolved.chartVariables.flatMap { variable in
        field.spellings.contains { $0.location == .environment(variable.name) }
          ? resolved.defaults(winningOver: variable) : []
      }
    }
    let resolved = installation.resolved
    let own = resolved.views.flatMap { view in
      defaults(in: view.resolved).filter { $0.component == view.component }
    }
    var seen: Set<String> = []
    return (defaults(in: resolved) + own).filter { seen.insert($0.path).inserted }
  }

  /// The assignments of a module input, one per call that sets it.
  package static func steps(
    ofInput name: String, of module: OfficialModule, in compilation: Compilation
  ) -> [Step] {
    let hidden = compilation.secrets.hidden
    return (compilation.terraform?.calls ?? []).filter { $0.module == module }.compactMap { call in
      guard let input = call.call.input(named: name) else { return nil }
      let block = call.call.name.value
      return step(
        at: input.value.span, block.isEmpty ? name : "module.\(block).\(name)", compilation, hidden)
    }
  }

  private static func steps(
    of field: Field<Configuration>, _ resolved: ResolvedConfiguration, _ compilation: Compilation
  ) -> [Step] {
    let secrets = compilation.secrets
    return field.history(resolved.configuration).map { id in
      let span = resolved[id].span
      let isShown = resolved.isUserName(span) && !secrets.hides(span, via: resolved[id].via)
      return step(
        at: span, resolved[id].spelling, compilation, isShown ? HiddenSpans() : secrets.hidden)
    }
  }

  private static func step(
    at span: SourceSpan, _ spelling: String, _ compilation: Compilation, _ hidden: HiddenSpans
  ) -> Step {
    let position = LineTable(compilation.sources[span.file]).position(at: Int(span.lower))
    let isHidden = hidden.overlaps(span)
    return Step(
      location: "\(compilation.sources[span.file].name):\(position.line):\(position.column)",
      spelling: spelling.printable,
      text: isHidden ? Secret.mask : oneLine(compilation.sources.text(span)).printable)
  }

  private static func oneLine(_ text: String) -> String {
    let line = text.prefix { $0 != "\n" && $0 != "\r" && $0 != "\r\n" }
    return line.count == text.count ? text : line + "…"
  }
}
