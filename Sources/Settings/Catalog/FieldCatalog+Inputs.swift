package import Terraform

/// Canonical names of the inputs of the official Terraform modules.
extension FieldCatalog {
  /// The canonical name of an input: that of its setting, or its own.
  package static func name(ofInput name: String, of module: OfficialModule) -> String {
    setting(ofInput: name, of: module) ?? module.setting(name)
  }

  /// The setting of an input; nil for an input that only the module has.
  package static func setting(ofInput name: String, of module: OfficialModule) -> String? {
    if module == .helm { return nil }
    switch name {
    case "domain_name", "subdomain", "ssl": return "global.host"
    case "use_internal_queue": return "bucket.queue"
    default: break
    }
    let variable = variable(ofInput: name, of: module)
    var index = FieldIndex(builtIn)
    guard
      case .claim(.field(let number, _), let section) = index.find(
        variable.map { .environment($0) } ?? .input(name))
    else { return nil }
    return index.field(FieldID(section: section, index: number)).name
  }

  /// The variable that a module passes an input on as; nil if it uses the input in another way.
  package static func variable(ofInput name: String, of module: OfficialModule) -> String? {
    module == .kubernetes ? Resolver.variable(of: name) : nil
  }
}
