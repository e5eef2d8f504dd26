package import Terraform

/// What inputs of W&B's Terraform modules are called.
extension FieldCatalog {
  /// The canonical name of an input: that of the setting it is, or one of its own.
  package static func name(ofInput name: String, of module: OfficialModule) -> String {
    setting(ofInput: name, of: module) ?? module.setting(name)
  }

  /// The setting that an input is; nil for what only the module has.
  package static func setting(ofInput name: String, of module: OfficialModule) -> String? {
    if module == .helm { return nil }
    switch name {
    case "domain_name", "subdomain", "ssl": return "global.host"
    case "use_internal_queue": return "bucket.queue"
    default: break
    }
    let variable = variable(ofInput: name, of: module)
    var index = FieldIndex(standard)
    guard
      case .claim(.field(let number, _), let section) = index.find(
        variable.map { .environment($0) } ?? .input(name))
    else { return nil }
    return index.field(FieldID(section: section, index: number)).name
  }

  /// The variable that a module hands an input on as; nil where it does something else with it.
  package static func variable(ofInput name: String, of module: OfficialModule) -> String? {
    module == .kubernetes ? Resolver.variable(of: name) : nil
  }
}
