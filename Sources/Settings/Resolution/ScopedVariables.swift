import ConfigSyntax
package import Diagnostics

/// The variables of `global`, by the key that contains them.
struct VariableEntries {
  var extraEnv: [Entry] = []
  var env: [Entry] = []
}

/// A variable of one component, or of one of its containers.
struct ScopedVariable {
  /// The chart's precedence among them, lowest first; all of them win over `global`.
  enum Level { case extraEnv, env, container }

  let component: String
  let level: Level
  /// `app.env`, `app.containers.app.env`.
  let section: String
  /// The document that contains it.
  let layer: Int
  let entry: Entry
}

/// How the server knows a variable's name.
enum VariableName {
  case known
  case resembling(String)
  case foreign
}

/// The configuration as one component sees it.
package struct ComponentView: Sendable {
  package let component: String
  package let resolved: ResolvedConfiguration
  /// The variables that differ from the global configuration.
  package let spans: [SourceSpan]
}

extension Resolver {
  /// Collects the variables of a component's section, and leaves their keys in place.
  mutating func collectVariables(of component: String, _ entries: [Entry]) {
    for entry in entries {
      switch entry.key.value {
      case "extraEnv": collect(entry.value, component, .extraEnv, "\(component).extraEnv")
      case "env": collect(entry.value, component, .env, "\(component).env")
      case "containers":
        for container in entry.value.entries ?? [] {
          guard let variables = container.value["env"] else { continue }
          collect(
            variables, component, .container,
            "\(component).containers.\(container.key.value).env")
        }
      default: break
      }
    }
  }

  mutating func collect(
    _ node: ConfigNode, _ component: String, _ level: ScopedVariable.Level,
    _ section: @autoclosure () -> String
  ) {
    guard case .mapping(let entries) = node.kind else { return }
    // By index: copying every entry would be slow for large inputs.
    for index in entries.indices {
      if specials == .possible, entries[index].value.isNull {
        reportNullVariable(entries[index], section())
        continue
      }
      let meaning = meaning(ofVariable: entries[index].key.value)
      let isTemplate = specials == .possible && entries[index].value.isTemplate
      if case .foreign = meaning {
        reportRefusedName(entries[index], section())
        if !isTemplate { continue }
      }
      let entry = entries[index]
      if isTemplate { reportTemplate(entry, section()) }
      if case .resembling(let name) = meaning { reportResembling(entry, name) }
      guard case .known = meaning else { continue }
      scoped.append(
        ScopedVariable(
          component: component, level: level, section: section(), layer: layer, entry: entry))
    }
  }

  /// Resolves the configuration again for each component that has variables of its own.
  mutating func addViews() {
    let components = Set(scoped.map(\.component)).sorted()
    for component in components {
      let own = scoped.filter { $0.component == component }
      var view = self
      view.result.views = []
      view.result.resourceValues = []
      for level in [ScopedVariable.Level.extraEnv, .env, .container] {
        view.layer += 1
        for variable in own where variable.level == level {
          if result.resourceLayers.contains(variable.layer) {
            view.result.resourceLayers.append(view.layer)
          }
          view.setVariable(
            variable.entry, spelling: "\(variable.section).\(variable.entry.key.value)",
            source: .helm)
        }
        view.flushComposites()
      }
      bag = view.bag
      result.secretSpans += view.result.secretSpans.dropFirst(result.secretSpans.count)
      result.views.append(
        ComponentView(
          component: component, resolved: view.result,
          spans: own.flatMap { [$0.entry.key.span, $0.entry.value.span] }))
    }
  }
}
