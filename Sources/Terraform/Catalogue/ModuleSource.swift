import Diagnostics

/// The `source` of a module block that names an official W&B module, or a copy of one.
///
/// Terraform accepts two kinds: an address in a registry (`wandb/wandb/aws`), and a repository
/// named `terraform-aws-wandb`. Companies copy both: into a private registry, a fork or a mirror.
/// Registries compare case; GitHub does not.
package struct ModuleSource: Hashable, Sendable {
  /// Where `terraform init` fetches the module from.
  package enum Origin: Hashable, Sendable {
    /// A registry; the block's `version` picks the release.
    case registry
    /// The repository, at `ref` or else at its default branch; `version` is not allowed with it.
    case repository(ref: String?)
  }

  /// Who decides what is at the address.
  package enum Publisher: Hashable, Sendable {
    /// W&B, in Terraform's registry or on GitHub.
    case official
    /// Somebody else, who may have changed the module.
    case copy
    /// A directory of the tree itself, which declares what its calls may set.
    case vendored
  }

  /// The module that the address leads to.
  package let module: OfficialModule
  /// Where it comes from, which decides what selects the release.
  package let origin: Origin
  /// Whether the facts about the module are certain here.
  package let publisher: Publisher

  /// The release that the source itself pins.
  package var release: ModuleVersion? {
    guard case .repository(let ref?) = origin else { return nil }
    return ModuleVersion(ref)
  }

  /// Reads the address; nil for every other module.
  package init?(_ text: String) {
    if let repository = Self.repository(text) {
      self = repository
      return
    }
    let (path, sub) = Self.split(text[...])
    var names = Self.registryPath(path).split(separator: "/", omittingEmptySubsequences: false)
    var publisher = Publisher.official
    if names.count == 4, names[0].contains(where: { $0 == "." || $0 == ":" }) {
      names.removeFirst()
      publisher = .copy
    } else if names.first != "wandb" {
      guard let first = names.first, !Self.isNearCompany(first.lowercased()) else { return nil }
      publisher = .copy
    }
    guard names.count == 3, !names[0].isEmpty, names[1] == "wandb",
      let module = OfficialModule(names[2], sub: sub)
    else { return nil }
    (self.module, origin, self.publisher) = (module, .registry, publisher)
  }

  private init(_ module: OfficialModule, _ origin: Origin, _ publisher: Publisher) {
    (self.module, self.origin, self.publisher) = (module, origin, publisher)
  }

  /// The path without the host of Terraform's registry, which is optional.
  private static func registryPath(_ path: Substring) -> Substring {
    let host = "registry.terraform.io/"
    return path.lowercased().hasPrefix(host) ? path.dropFirst(host.count) : path
  }

  private static func repository(_ text: String) -> ModuleSource? {
    let halves = text.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    guard let address = halves.first, let (host, rest) = location(address) else { return nil }
    let (path, sub) = split(rest)
    let names = path.lowercased().split(separator: "/", omittingEmptySubsequences: false)
    guard let last = names.last else { return nil }
    let name = last.hasSuffix(".git") ? last.dropLast(4) : last
    guard name.hasPrefix("terraform-"), name.hasSuffix("-wandb"),
      let module = OfficialModule(name.dropFirst(10).dropLast(6), sub: sub)
    else { return nil }
    let isOfficial = host.lowercased() == "github.com" && names.count == 2 && names[0] == "wandb"
    let query = halves.dropFirst().first?.split(separator: "&") ?? []
    let ref = query.first { $0.hasPrefix("ref=") }.map { String($0.dropFirst(4)) }
    return ModuleSource(module, .repository(ref: ref), isOfficial ? .official : .copy)
  }

  /// The host of a Git repository and the path after it, for every form that Terraform accepts:
  /// `git::` and a URL, `user@host:path`, and the hosts that need neither.
  private static func location(_ address: Substring) -> (host: Substring, path: Substring)? {
    let isForced = address.prefix(5).lowercased() == "git::"
    let text = isForced ? address.dropFirst(5) : address
    if let scheme = text.range(of: "://") {
      let schemes = ["https", "http", "ssh", "git", "file"]
      guard isForced, schemes.contains(text[..<scheme.lowerBound].lowercased()) else { return nil }
      return authority(text[scheme.upperBound...], endsAt: "/")
    }
    if let user = text.firstIndex(of: "@"), !text[..<user].contains("/") {
      return authority(text, endsAt: ":")
    }
    let known = ["github.com", "bitbucket.org"]
    guard let (host, path) = authority(text, endsAt: "/"), known.contains(host.lowercased()) else {
      return nil
    }
    return (host, path)
  }

  /// The host without the user and the port, and what follows `sign`.
  private static func authority(
    _ text: Substring, endsAt sign: Character
  ) -> (host: Substring, path: Substring)? {
    guard let end = text.firstIndex(of: sign) else { return nil }
    let name = text[..<end]
    let host = name.lastIndex(of: "@").map { name[name.index(after: $0)...] } ?? name
    let path = text[text.index(after: end)...]
    return (host.prefix { $0 != ":" }, path)
  }

  /// The address, and the folder after `//`.
  private static func split(_ text: Substring) -> (path: Substring, sub: Substring) {
    var last: UInt8?
    for index in text.utf8.indices {
      let byte = text.utf8[index]
      if byte == UInt8(ascii: "/"), last == byte {
        let sub = text[text.utf8.index(after: index)...]
        return (text[..<text.utf8.index(before: index)], sub.hasSuffix("/") ? sub.dropLast() : sub)
      }
      last = byte
    }
    return (text, "")
  }
}

extension OfficialModule {
  fileprivate init?(_ name: Substring, sub: Substring) {
    self.init(rawValue: sub.isEmpty ? String(name) : "\(name)//\(sub)")
    guard sub.isEmpty || rawValue.hasPrefix("\(name)//") else { return nil }
  }
}

/// Addresses that resemble those of the W&B modules.
extension ModuleSource {
  /// Other cloud and tool names, with the module for each.
  private static let otherNames = [
    "gcp": "google", "gke": "google", "azure": "azurerm", "aks": "azurerm", "eks": "aws",
    "amazon": "aws", "k8s": "kubernetes", "helm-chart": "helm",
  ]

  /// The modules that a registry address may end with.
  package static let modules = OfficialModule.allCases.filter { $0 == $0.root }.map(\.rawValue)

  /// The address that was probably meant; nil for a W&B address, and for text that resembles none.
  package static func address(near text: String) -> String? {
    guard text.utf8.count < 200, ModuleSource(text) == nil else { return nil }
    return repository(near: text) ?? registry(near: text)
  }

  /// Whether the text is a W&B registry address without a module name.
  package static func lacksModule(_ text: String) -> Bool {
    let names = registryPath(text[...]).split(separator: "/", omittingEmptySubsequences: false)
    return names.count == 2 && names.allSatisfy { $0.lowercased() == "wandb" }
  }

  /// The address meant by three names of which two are `wandb`, in any order.
  private static func registry(near text: String) -> String? {
    var path = text[...]
    var sub = ""
    if let cut = text.range(of: "//") {
      (path, sub) = (text[..<cut.lowerBound], String(text[cut.lowerBound...]))
    }
    let names = registryPath(path).lowercased().split(
      separator: "/", omittingEmptySubsequences: false
    )
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
    guard let start = text.range(of: "wandb/terraform-"),
      let end = text[start.upperBound...].range(of: "-wandb"),
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
