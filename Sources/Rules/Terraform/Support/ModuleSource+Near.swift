import Diagnostics
import Terraform

/// Addresses that resemble those of the W&B modules.
extension ModuleSource {
  /// Other cloud and tool names, with the module for each.
  private static let otherNames = [
    "gcp": "google", "gke": "google", "azure": "azurerm", "aks": "azurerm", "eks": "aws",
    "amazon": "aws", "k8s": "kubernetes", "helm-chart": "helm",
  ]

  /// The modules that a registry address may end with.
  static let modules = OfficialModule.allCases.filter { $0 == $0.root }.map(\.rawValue)

  /// The address that was probably meant; nil for a W&B address, and for text that resembles none.
  static func address(near text: String) -> String? {
    guard text.utf8.count < 200, ModuleSource(text) == nil else { return nil }
    return repository(near: text) ?? registry(near: text)
  }

  /// Whether the text is a W&B registry address without a module name.
  static func lacksModule(_ text: String) -> Bool {
    let names = registryPath(text).split(separator: "/", omittingEmptySubsequences: false)
    return names.count == 2 && names.allSatisfy { $0.lowercased() == "wandb" }
  }

  /// The address without the registry host, which is optional.
  private static func registryPath(_ text: String) -> Substring {
    let host = "registry.terraform.io/"
    return text.lowercased().hasPrefix(host) ? text.dropFirst(host.count) : text[...]
  }

  /// The address meant by three names of which two are `wandb`, in any order.
  private static func registry(near text: String) -> String? {
    var path = text[...]
    var sub = ""
    if let cut = text.firstRange(of: "//") {
      (path, sub) = (text[..<cut.lowerBound], String(text[cut.lowerBound...]))
    }
    let host = "registry.terraform.io/"
    if path.lowercased().hasPrefix(host) { path = path.dropFirst(host.count) }
    let names = path.lowercased().split(separator: "/", omittingEmptySubsequences: false)
      .map(String.init)
    guard names.count == 2 || names.count == 3, names.contains("wandb") else { return nil }
    let others = names.filter { !isNearCompany($0) }
    guard others.count == 1, let module = module(near: others[0]) else { return nil }
    let address = "wandb/wandb/\(module)\(sub)"
    // An unknown submodule of a W&B module is not a misspelling.
    return address == text || text.hasPrefix("wandb/wandb/\(module)//") ? nil : address
  }

  /// The address meant by `github.com/wandb/terraform-gcp-wandb`, where only the cloud differs.
  private static func repository(near text: String) -> String? {
    guard let start = text.firstRange(of: "wandb/terraform-"),
      let end = text[start.upperBound...].firstRange(of: "-wandb"),
      let module = module(near: text[start.upperBound..<end.lowerBound].lowercased()),
      text[start.upperBound..<end.lowerBound] != module
    else { return nil }
    return text[..<start.upperBound] + module + text[end.lowerBound...]
  }

  private static func isNearCompany(_ name: String) -> Bool {
    name == "wandb" || name == "weights-and-biases"
      || NameSuggestion.nearest(to: name, among: ["wandb"], limit: 1) != nil
  }

  private static func module(near name: String) -> String? {
    if modules.contains(name) { return name }
    return otherNames[name] ?? NameSuggestion.nearest(to: name, among: modules, limit: 1)
  }
}
