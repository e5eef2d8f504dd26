import ConfigSyntax
import Diagnostics
import Documents
import Terraform

/// The `provider` blocks of the inputs that the module call uses.
struct ExistingProviders {
  /// Keyed by the module's name for the provider.
  private var used: [String: ProviderConfiguration] = [:]
  /// Blocks that the call does not use.
  private(set) var others: [ProviderConfiguration] = []
  private var bodies: [String: HCLDocument.Body] = [:]
  private(set) var findings: [Diagnostic] = []

  /// `own` lists the arguments that are written for each provider in any case.
  init(_ root: RootModule?, _ call: ModuleCall?, own: [(name: String, arguments: Set<String>)]) {
    guard let root else { return }
    var copy = ExistingBlock(root)
    var taken: Set<SourceSpan> = []
    for (name, arguments) in own {
      guard let provider = Self.provider(name, of: call, in: root) else { continue }
      used[name] = provider
      taken.insert(provider.span)
      let before = copy.rest.count
      bodies[name] = copy.body(
        of: provider.body, except: arguments.union(["alias", "version"]))
      findings += copy.rest[before...].map { .notWritten($0, of: "provider `\(name)`") }
    }
    others = root.providers.filter { !taken.contains($0.span) }
  }

  /// The provider passed on by `providers = { aws = aws.us }`, otherwise the one without an alias.
  private static func provider(
    _ name: String, of call: ModuleCall?, in root: RootModule
  ) -> ProviderConfiguration? {
    let handed = call?.providers.first { $0.inner.value == name }?.outer.value
    return root.providers.first { $0.address == handed ?? name }
  }

  /// The contents of the block except the arguments that are written in any case.
  func body(of name: String) -> HCLDocument.Body { bodies[name] ?? [] }

  func argument(_ argument: String, of name: String) -> EvaluatedArgument? {
    used[name]?.arguments.first { $0.name.value == argument && !$0.value.isNull }
  }
}
