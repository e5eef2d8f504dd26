import ConfigSyntax
import Diagnostics
import Documents
import Settings
import Terraform

/// Inputs of a Terraform directory that no setting stands for.
extension ModuleInputs {
  mutating func addGivenInputs() {
    guard let call = choice.given?.call else { return }
    for input in call.inputs where !input.value.isNull {
      let name = input.name.value
      guard !Self.claimed.contains(name), !isSet(name) else { continue }
      guard choice.uses(name) else {
        report(.inputGone(input, choice))
        continue
      }
      guard input.value.isWhollyKnown,
        let value = HCLDocument.Expression(shown(input))
      else {
        // The finding about the required input says it.
        if choice.release.variable(name)?.isRequired == true { continue }
        report(.inputNotCarried(input, "its value is not known here"))
        continue
      }
      set(name, value, nil, isSecret(input) ? .secret : .open)
    }
  }

  func shown(_ input: EvaluatedArgument) -> DocumentValue {
    let value = DocumentValue(input.value.node)
    guard secrets == .redact else { return value }
    return isSecret(input) ? .string("REDACTED") : Redaction.redact(value)
  }

  func isSecret(_ input: EvaluatedArgument) -> Bool {
    choice.given?.release?.variable(input.name.value)?.isSensitive == true
      || Redaction.holdsSecrets(DocumentValue(input.value.node))
      || resolved.secretSpans.contains(input.value.span)
  }

  /// What the settings hold.
  static let claimed: Set<String> = {
    let fields = FieldCatalog.fixed.flatMap(\.fields).flatMap(\.spellings).map(\.place)
    let inputs = fields.filter { $0.surface == .terraform }.map(\.name)
    return Set(inputs).union([
      "domain_name", "subdomain", "ssl", "use_internal_queue", "external_redis_params",
      "other_wandb_env", "other_wandb_secrets",
    ])
  }()

  // MARK: Keys

  /// Keys of the chart, which the modules set themselves.
  mutating func reportKeys() {
    var bag = DiagnosticBag()
    UnwrittenKeys.report(foreign, rest, resolved, "`\(choice.name)`", &bag)
    for diagnostic in bag.sorted { report(diagnostic) }
  }
}

extension Diagnostic {
  /// An input that has no place in the rendered root module.
  static func inputNotCarried(
    _ input: EvaluatedArgument, _ why: String
  ) -> Diagnostic {
    Diagnostic(
      RenderProblem.notCarried, "`\(input.name.value)` is not written: \(why)", at: input.span)
  }

  /// An input that the release lacks, or ignores.
  static func inputGone(
    _ input: EvaluatedArgument, _ choice: ModuleChoice
  ) -> Diagnostic {
    let name = input.name.value
    let isIgnored = choice.release.variable(name) != nil
    var diagnostic = inputNotCarried(
      input, "`\(choice.name)` \(isIgnored ? "ignores it" : "has no such input")")
    let replacements = choice.history.replacements(for: name, in: choice.release)
    if !replacements.isEmpty {
      diagnostic.help =
        "use " + replacements.map { "`\($0)`" }.joined(separator: " and ") + " in its place"
    }
    return diagnostic
  }
}
