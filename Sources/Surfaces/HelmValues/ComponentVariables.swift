import ConfigSyntax
import Diagnostics
import Settings

/// Variables of one component, or of one of its containers, which win over those of `global`.
enum ComponentVariables {
  /// The chart's precedence among them.
  enum Level: Int { case extraEnv, env, container }

  /// Collects the variables of a component's section, and leaves their keys in place.
  static func collect(
    of component: String, _ entries: [Entry], _ reader: inout SurfaceReader
  ) {
    for entry in entries {
      switch entry.key.value {
      case "extraEnv":
        collectVariables(
          entry.value, component, .extraEnv, "\(component).extraEnv", &reader)
      case "env": collectVariables(entry.value, component, .env, "\(component).env", &reader)
      case "containers":
        for container in entry.value.entries ?? [] {
          guard let variables = container.value["env"] else { continue }
          let section = "\(component).containers.\(container.key.value).env"
          collectVariables(variables, component, .container, section, &reader)
        }
      default: break
      }
    }
  }

  /// Collects the variables in a mapping.
  static func collectVariables(
    _ node: ConfigNode, _ component: String, _ level: Level, _ section: @autoclosure () -> String,
    _ reader: inout SurfaceReader
  ) {
    guard case .mapping(let entries) = node.kind else { return }
    // By index: copying every entry would be slow for large inputs.
    for index in entries.indices {
      let mayBeSpecial = reader.layer.specials == .possible
      if mayBeSpecial, entries[index].value.isNull {
        NullCheck.reportVariable(entries[index], section(), &reader)
        continue
      }
      let isTemplate = mayBeSpecial && entries[index].value.isTemplate
      let meaning = reader.variables.meaning(of: entries[index].key.value)
      if case .foreign = meaning {
        VariableNameCheck.report(entries[index], section(), &reader)
        if !isTemplate { continue }
      }
      let entry = entries[index]
      if isTemplate { VariableNameCheck.reportTemplate(entry, section(), &reader) }
      switch meaning {
      case .foreign: continue
      case .resembling(let name): VariableReader.reportResembling(entry, name, &reader)
      case .known:
        let variable = VariableReader(
          entry: entry, spelling: "\(section()).\(entry.key.value)", source: .helm)
        reader.scope(to: component, precedence: level.rawValue, entry) { variable.read(&$0) }
      }
    }
  }
}
