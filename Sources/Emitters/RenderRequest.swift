import ConfigSyntax
package import Diagnostics
import Documents
package import Secrets
package import Settings
import Surfaces
package import Terraform

/// What an emitter needs: a configuration that is ready to be written, and where it comes from.
///
/// Every target gets the same configuration. Whether secrets are written and which values are
/// known is decided here, before any emitter runs.
package struct RenderRequest: Sendable {
  /// The configuration to write: without values that are not known here, and without secrets if
  /// they are to be redacted.
  private(set) var configuration: Configuration
  /// The configuration as the inputs set it, for spans and origins.
  let resolved: ResolvedConfiguration
  /// The Terraform directory among the inputs, limited to one installation.
  let terraform: TerraformConfiguration?
  let options: EmitOptions
  /// What is secret among the inputs.
  let secrets: SecretClassification
  /// The values that were removed because they are not known.
  private let unknown: [UnknownValue]

  /// A request for one installation, with the calls that belong to it.
  ///
  /// Only output without secrets needs to know them.
  package init(
    _ resolved: ResolvedConfiguration, _ terraform: TerraformConfiguration?,
    _ options: EmitOptions, hiding secrets: SecretClassification = SecretClassification()
  ) {
    (self.resolved, self.terraform, self.options) = (resolved, terraform, options)
    self.secrets = secrets
    var configuration =
      options.secrets == .redact ? Redaction.apply(resolved, secrets) : resolved.configuration
    unknown = UnknownValues.take(from: &configuration)
    self.configuration = configuration
  }

  /// A request before any input is read, whose files depend on the options alone.
  package init(_ options: EmitOptions) { self.init(ResolvedConfiguration(), nil, options) }

  /// The artifacts of a target, with findings about all that they lack.
  package func artifacts(
    of emitter: any Emitter.Type, _ bag: inout DiagnosticBag
  ) -> [Artifact] {
    var own = DiagnosticBag()
    guard let rendering = emitter.render(self, &own) else {
      bag.report(own.sorted)
      return []
    }
    switch emitter.scope {
    case .excerpt: bag.report(own.sorted)
    case .whole(let readers):
      bag.report(own.sorted)
      rendering.losses.report(self, unknown, readers, &bag)
      if !(emitter.replacedKind is CustomResourceV2.Type) {
        rendering.losses.reportFieldsV2(self, readers, &bag)
      }
    }
    return isRedacted ? rendering.artifacts.map(\.opened) : rendering.artifacts
  }

  // MARK: For emitters

  /// The request with references in place of secrets, and the file with the Secrets, if
  /// `--secrets reference` asks for them.
  func referring(_ bag: inout DiagnosticBag) -> (request: RenderRequest, secrets: [Artifact]) {
    guard options.secrets == .reference else { return (self, []) }
    let moved = SecretReferences(configuration)
    moved.reportKept(self, &bag)
    var request = self
    request.configuration = moved.configuration
    return (request, moved.artifact.map { [$0] } ?? [])
  }

  var isRedacted: Bool { options.secrets == .redact }

  /// The start of the first input: the location of findings about something absent.
  var beginning: SourceSpan { resolved.beginning }

  /// A value of the inputs that is not part of the configuration, as it may be written.
  func shown(_ node: ConfigNode) -> DocumentValue {
    DocumentValue(isRedacted ? secrets.redacted(node) : node)
  }
}

extension RenderRequest {
  /// The finding that a target can't be written, because its language can't express a setting.
  func unwritable(
    _ target: Target, _ why: Message, about name: String, _ setting: Setting<String>
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      RenderProblem.unwritable, "`\(target.name)` can't be written: \(why)",
      at: resolved.valueSpan(of: setting) ?? beginning)
    diagnostic.setting = name
    return diagnostic
  }
}

extension Artifact {
  /// The same file, readable by everyone: its secrets are redacted.
  fileprivate var opened: Artifact {
    Artifact(fileName: fileName, text: text, sensitivity: .open)
  }
}
