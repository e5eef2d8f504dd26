import Diagnostics

/// An index of a root module's references, requirements and providers for checks of its calls.
///
/// A root may have thousands of each, and every call looks some up.
package struct RootIndex: Sendable {
  /// The module that is indexed.
  package let root: RootModule
  private let references: [String: [ModuleReference]]
  /// Provider requirements, by provider address.
  private let requirements: [String: [ProviderRequirement]]
  /// The existing `provider` blocks, as in `aws` or `aws.east`.
  private let blocks: Set<String>
  /// The addresses of the providers that have a block without an alias.
  let configured: Set<String>
  /// Provider addresses, by local name.
  private let addresses: [String: String]
  /// What the module has from others; nil for the directory itself.
  private let inherited: InheritedProviders?

  /// Indexes everything at once; rules create one for all calls.
  package init(_ root: RootModule, inheriting inherited: InheritedProviders? = nil) {
    (self.root, self.inherited) = (root, inherited)
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
      }
    ).union(inherited?.addresses ?? [])
  }

  /// The expressions that refer to the call.
  package func references(to call: ModuleCall) -> [ModuleReference] {
    references[call.name.value] ?? []
  }

  /// The requirements of a provider, whatever its local name.
  func requirements(of address: String) -> [ProviderRequirement] { requirements[address] ?? [] }

  /// Whether the directory is certainly a root module, not one that another module calls.
  var isRoot: Bool { inherited?.isRoot ?? (root.settings.backend != nil) }

  /// Whether something in it, or in a module that calls it, did not parse.
  var isDamaged: Bool { root.isDamaged || inherited?.isDamaged == true }

  /// Whether any provider is configured for the module.
  package var hasProviders: Bool { !root.providers.isEmpty || !configured.isEmpty }

  /// Whether there is a `provider` block of this name, as in `aws` or `aws.east`, or a caller may
  /// have passed one on.
  func hasBlock(_ name: String) -> Bool { inherited != nil || blocks.contains(name) }

  /// The address of the provider with a local name.
  func address(of name: String) -> String { addresses[name] ?? "hashicorp/\(name)" }

  /// Whether the provider has a block that calls inherit by default.
  func configures(_ address: String) -> Bool { configured.contains(address) }

  /// The address of the provider that a block configures.
  package func source(of provider: ProviderConfiguration) -> String {
    Self.source(of: provider, addresses)
  }

  private static func source(
    of provider: ProviderConfiguration, _ addresses: [String: String]
  ) -> String {
    addresses[provider.name.value] ?? "hashicorp/\(provider.name.value)"
  }
}
