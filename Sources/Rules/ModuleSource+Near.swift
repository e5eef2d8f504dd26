import Diagnostics
import Terraform

/// Addresses that resemble those of W&B's modules.
extension ModuleSource {
  /// What people call the clouds, and the module for each.
  private static let otherNames = [
    "gcp": "google", "gke": "google", "azure": "azurerm", "aks": "azurerm", "eks": "aws",
    "amazon": "aws", "k8s": "kubernetes", "helm-chart": "helm",
  ]

  /// The modules that an address of the registry may end in.
  static let modules = OfficialModule.allCases.filter { $0 == $0.root }.map(\.rawValue)

  /// The address that was probably meant; nil for W&B's own, and for what resembles none.
  static func address(near text: String) -> String? {
    guard text.utf8.count < 200, ModuleSource(text) == nil else { return nil }
    return repository(near: text) ?? registry(near: text)
  }

  /// Whether it is an address of W&B's in the registry that ends too early.
  static func lacksModule(_ text: String) -> Bool {
    let names = registryPath(text).split(separator: "/", omittingEmptySubsequences: false)
    return names.count == 2 && names.allSatisfy { $0.lowercased() == "wandb" }
  }

  /// What stands behind the host of the registry, which may be left out.
  private static func registryPath(_ text: String) -> Substring {
    let host = "registry.terraform.io/"
    return text.lowercased().hasPrefix(host) ? text.dropFirst(host.count) : text[...]
  }

  /// Three names of which two are `wandb`, in whatever order.
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
    // A submodule that is not known is one all the same.
    return address == text || text.hasPrefix("wandb/wandb/\(module)//") ? nil : address
  }

  /// `github.com/wandb/terraform-gcp-wandb`, where only the cloud is another.
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
