import ConfigSyntax
import Settings

/// The resources of a component's container: those of its size, and its own, which win.
///
/// The chart merges `sizing.default`, `sizing.SIZE` and `resources` key by key. Source: `wandb-base` of
/// operator-wandb 0.43.8, and `internal/controller` of wandb/operator at 7b063065.
struct SizedResources {
  /// The merged resources; nil if none are set.
  private(set) var resources: ConfigNode?
  /// The keys below the component that they are written at, or that no size in use has.
  private(set) var paths: [[String]] = []

  init(of component: String, _ section: ConfigNode, _ configuration: Configuration) {
    let names = ["\(component).size", "global.size"]
    let written = names.lazy.compactMap { name -> String? in
      guard case .text(let text)? = FieldCatalog.field(named: name)?.read(configuration) else {
        return nil
      }
      return text
    }
    let sizes = ["default", written.first ?? "small"]
    for keys in sizes.map({ ["sizing", $0, "resources"] }) + [["resources"]] {
      guard let node = section.descendant(keys), node.entries != nil else { continue }
      resources = resources?.overridden(by: node) ?? node
      paths.append(keys)
    }
  }
}
