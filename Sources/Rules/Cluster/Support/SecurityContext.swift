import ConfigSyntax
import Diagnostics
import Settings

/// A mapping in a component that Kubernetes uses as the security context of a container or pod.
struct SecurityContext {
  let component: String
  /// The path of the mapping, such as `app.container.securityContext`.
  let path: String
  let entries: [Entry]

  /// The context at `keys` below a component; nil if there is none.
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

  /// The context of one of the component's containers; nil if there is none.
  init?(_ component: Entry, container: Entry) {
    guard let context = container.value["securityContext"] else { return nil }
    let name = component.key.value
    self.init(name, "\(name).containers.\(container.key.value).securityContext", context)
  }

  /// The values by key, for comparison with another context.
  var values: [String: ConfigNode] {
    Dictionary(entries.map { ($0.key.value, $0.value) }) { first, _ in first }
  }
}

extension ResolvedConfiguration {
  /// The sections of installed components as they were written, without the keys that are read as
  /// settings.
  var componentSections: [Entry] {
    (configuration.unmodelled.helm?.entries ?? []).filter { section in
      ComponentName.isComponent(section.key.value)
        && configuration.components[section.key.value]?.install.literal != false
    }
  }

  /// The security contexts of containers, which Kubernetes applies over the pod's.
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
