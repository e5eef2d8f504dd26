import ConfigSyntax
import Diagnostics
import Documents
import Terraform

/// The `provider` blocks of the inputs that the call of the module works with.
struct GivenProviders {
  /// By the name that the module has for the provider.
  private var used: [String: ProviderConfiguration] = [:]
  /// Blocks that the call does not work with.
  private(set) var others: [ProviderConfiguration] = []
  private var bodies: [String: HCLDocument.Body] = [:]
  private(set) var findings: [Diagnostic] = []

  /// `own` has the arguments that each provider is given anyway.
  init(_ root: RootModule?, _ call: ModuleCall?, own: [(name: String, arguments: Set<String>)]) {
    guard let root else { return }
    var copy = GivenBlock(root)
    var taken: Set<SourceSpan> = []
    for (name, arguments) in own {
      guard let provider = Self.provider(name, of: call, in: root) else { continue }
      used[name] = provider
      taken.insert(provider.span)
      let before = copy.rest.count
      bodies[name] = copy.body(
        of: provider.body, besides: arguments.union(["alias", "version"]))
      findings += copy.rest[before...].map { .notWritten($0, of: "provider `\(name)`") }
    }
    others = root.providers.filter { !taken.contains($0.span) }
  }

  /// The one that `providers = { aws = aws.us }` hands on, or else the one without an alias.
  private static func provider(
    _ name: String, of call: ModuleCall?, in root: RootModule
  ) -> ProviderConfiguration? {
    let handed = call?.providers.first { $0.inner.value == name }?.outer.value
    return root.providers.first { $0.address == handed ?? name }
  }

  /// What stands in the block beside the arguments that it is given anyway.
  func body(of name: String) -> HCLDocument.Body { bodies[name] ?? [] }

  func argument(_ argument: String, of name: String) -> EvaluatedArgument? {
    used[name]?.arguments.first { $0.name.value == argument && !$0.value.isNull }
  }
}
