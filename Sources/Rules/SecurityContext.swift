import ConfigSyntax
import Diagnostics
import Settings

/// A mapping of a component that Kubernetes takes as the security context of a container or pod.
struct SecurityContext {
  let component: String
  /// `app.container.securityContext`.
  let path: String
  let entries: [Entry]

  /// nil when nothing stands at `keys` below the component.
  init?(_ component: Entry, _ keys: String...) {
    let path = ([component.key.value] + keys).joined(separator: ".")
    self.init(component.key.value, path, component.value.descendant(keys))
  }

  private init?(_ component: String, _ path: String, _ node: ConfigNode?) {
    guard let entries = node?.entries, !entries.isEmpty else { return nil }
    self.component = component
    self.path = path
    self.entries = entries
  }

  /// Of one of the component's containers.
  init?(_ component: Entry, container: Entry) {
    guard let context = container.value["securityContext"] else { return nil }
    let name = component.key.value
    self.init(name, "\(name).containers.\(container.key.value).securityContext", context)
  }

  /// The values by their keys, for a context that is held against another one.
  var values: [String: ConfigNode] {
    Dictionary(entries.map { ($0.key.value, $0.value) }) { first, _ in first }
  }
}

extension ResolvedConfiguration {
  /// The sections of components as they were written, without the keys that settings claim; those
  /// that are switched off left out.
  var componentSections: [Entry] {
    (configuration.unmodelled.helm?.entries ?? []).filter { section in
      ComponentName.isComponent(section.key.value)
        && configuration.components[section.key.value]?.install.literal != false
    }
  }

  /// The security contexts of containers, which Kubernetes puts over that of their pod.
  var containerContexts: [SecurityContext] {
    componentSections.flatMap { section in
      let containers = (section.value["containers"]?.entries ?? []).map {
        SecurityContext(section, container: $0)
      }
      let shared = [
        SecurityContext(section, "securityContext"),
        SecurityContext(section, "container", "securityContext"),
      ]
      return (shared + containers).compactMap { $0 }
    }
  }
}
