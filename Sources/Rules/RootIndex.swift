import Diagnostics
import Terraform

/// A root module's references, requirements and providers, by what calls of modules ask for.
///
/// A root may have thousands of each, and every call asks.
struct RootIndex {
  let root: RootModule
  private let references: [String: [ModuleReference]]
  /// By the address of the provider.
  private let requirements: [String: [ProviderRequirement]]
  /// `aws`, `aws.east`: the blocks there are.
  private let blocks: Set<String>
  /// The addresses of the providers that have a block of their own.
  private let configured: Set<String>
  private let addresses: [String: String]

  init(_ root: RootModule) {
    self.root = root
    references = Dictionary(grouping: root.moduleReferences, by: \.module.value)
    requirements = Dictionary(grouping: root.settings.requiredProviders, by: \.address)
    addresses = Dictionary(
      root.settings.requiredProviders.map { ($0.name.value, $0.address) },
      uniquingKeysWith: { first, _ in first })
    blocks = Set(root.providers.map(\.address))
    let addresses = addresses
    configured = Set(
      root.providers.lazy.filter { $0.alias == nil }.map {
        Self.source(of: $0, addresses)
      })
  }

  /// What reads outputs of the call.
  func references(to call: ModuleCall) -> [ModuleReference] { references[call.name.value] ?? [] }

  /// The requirements of one provider, whatever the root calls it.
  func requirements(of address: String) -> [ProviderRequirement] { requirements[address] ?? [] }

  /// Whether the directory certainly is no module that another one calls.
  var isRoot: Bool { root.settings.backend != nil }

  /// Whether there is such a block: `aws`, `aws.east`.
  func hasBlock(_ name: String) -> Bool { blocks.contains(name) }

  /// Whether the provider has a block that calls get without asking.
  func configures(_ address: String) -> Bool { configured.contains(address) }

  /// The address of the provider that a block configures.
  func source(of provider: ProviderConfiguration) -> String { Self.source(of: provider, addresses) }

  private static func source(
    of provider: ProviderConfiguration, _ addresses: [String: String]
  ) -> String {
    addresses[provider.name.value] ?? "hashicorp/\(provider.name.value)"
  }
}

extension ProviderRequirement {
  /// The address in Terraform's registry, without the registry: `hashicorp/aws`.
  var address: String {
    let text = (source?.value ?? "hashicorp/\(name.value)").lowercased()
    let host = "registry.terraform.io/"
    if text.hasPrefix(host) { return String(text.dropFirst(host.count)) }
    return text.contains("/") ? text : "hashicorp/\(text)"
  }
}
