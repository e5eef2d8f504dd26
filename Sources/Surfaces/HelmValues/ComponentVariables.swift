import ConfigSyntax
import Diagnostics
import Settings

/// Variables of one component, or of one of its containers, which win over those of `global`.
struct ComponentVariables {
  /// The chart's precedence among them.
  enum Level: Int { case extraEnv, env, container }

  private let component: String
  private let level: Level
  private let location: (String) -> Location

  /// `location` turns the path of a variable in the input into its location.
  init(
    _ component: String, _ level: Level, at location: @escaping (String) -> Location = Location.helm
  ) {
    self.component = component
    self.level = level
    self.location = location
  }

  /// Whether a key of a section contains variables of a component.
  static func contains(_ key: String, of section: String) -> Bool {
    (key == "extraEnv" || key == "env") && ComponentName.isComponent(section)
  }

  /// Collects the variables of a component's section, and leaves their keys in place.
  static func collect(
    of component: String, _ entries: [Entry], _ reader: inout SurfaceReader
  ) {
    for entry in entries {
      let key = entry.key.value
      switch key {
      case "extraEnv", "env":
        let variables = ComponentVariables(component, key == "env" ? .env : .extraEnv)
        variables.collect(entry.value, &reader) { "\(component).\(key)" }
      case "containers": collectContainers(of: component, entry.value, &reader)
      default: break
      }
    }
  }

  private static func collectContainers(
    of component: String, _ node: ConfigNode, _ reader: inout SurfaceReader
  ) {
    if node.isNull { reader.clearComponentVariables(below: "\(component).containers") }
    guard case .mapping(let containers) = node.kind else { return }
    // By index, as below.
    for index in containers.indices {
      var path: String { "\(component).containers.\(containers[index].key.value)" }
      if containers[index].value.isNull { reader.clearComponentVariables(below: path) }
      guard let variables = containers[index].value["env"] else { continue }
      ComponentVariables(component, .container).collect(variables, &reader) { "\(path).env" }
    }
  }

  /// Collects the variables in a mapping, whose path in the input is `section`.
  func collect(
    _ node: ConfigNode, _ reader: inout SurfaceReader, section: () -> String
  ) {
    if node.isNull { reader.clearComponentVariables(below: section()) }
    guard case .mapping(let entries) = node.kind else { return }
    // By index: copying every entry would be slow for large inputs.
    for index in entries.indices {
      let mayBeSpecial = reader.layer.specials == .possible
      if mayBeSpecial, entries[index].value.isNull {
        NullCheck.reportVariable(entries[index], section(), &reader)
        reader.clearComponentVariables(below: "\(section()).\(entries[index].key.value)")
        continue
      }
      let isTemplate = mayBeSpecial && entries[index].value.isTemplate
      let meaning = reader.variables.meaning(of: entries[index].key)
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
        let path = "\(section()).\(entry.key.value)"
        let variable = VariableReader(
          entry: entry, written: WrittenName(path, location(path)), source: .helm)
        reader.scope(variable, to: component, precedence: level.rawValue)
      }
    }
  }
}
