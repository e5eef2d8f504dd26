import ConfigSyntax
import Diagnostics
import Documents
import Settings
import Terraform

/// Inputs in a Terraform directory without a setting.
extension ModuleInputs {
  mutating func addGivenInputs() {
    guard let call = choice.given?.call else { return }
    for input in call.inputs where !input.value.isNull {
      let name = input.name.value
      guard !Self.isCovered(name, of: choice.module), !isSet(name) else { continue }
      guard choice.uses(name) else {
        report(.inputGone(input, choice))
        continue
      }
      guard input.value.isWhollyKnown,
        let value = HCLDocument.Expression(shown(input))
      else {
        // The finding about the required input covers this.
        if choice.release.variable(name)?.isRequired == true { continue }
        report(.inputNotCarried(input, "its value is not known here"))
        continue
      }
      set(name, value, nil, isSecret(input) ? .secret : .open)
    }
  }

  /// Inputs of modules for other clouds: only a few names mean the same in all of them.
  mutating func addInputsOfOtherClouds() {
    for (module, input) in choice.others.flatMap({ call in
      call.call.inputs.map { (call.module, $0) }
    }) where !input.value.isNull {
      let name = input.name.value
      guard !Self.isCovered(name, of: module), !isSet(name) else { continue }
      guard choice.uses(name) else {
        report(.inputGone(input, choice))
        continue
      }
      guard Self.common.contains(name) else {
        report(.inputNotCarried(input, "`\(choice.name)` may require a different value"))
        continue
      }
      guard input.value.isWhollyKnown, let value = HCLDocument.Expression(shown(input)) else {
        report(.inputNotCarried(input, "its value is not known here"))
        continue
      }
      set(name, value, nil, isSecret(input) ? .secret : .open)
    }
  }

  private static let common: Set = ["namespace", "deletion_protection"]

  /// Inputs that the command line sets by their canonical names.
  mutating func addChosenInputs() {
    for input in rest.unmodelled.inputs where input.origin == .commandLine {
      guard input.module == choice.module, choice.uses(input.name) else {
        var diagnostic = Diagnostic(
          RenderProblem.notCarried,
          "`\(input.setting)` is not rendered: `\(choice.name)` does not use it",
          at: input.value.span)
        diagnostic.setting = input.setting
        report(diagnostic)
        continue
      }
      set(input.name, chosen(input), nil, isHidden(input) ? .secret : .open)
    }
  }

  private func isHidden(_ input: Unmodelled.Input) -> Bool {
    choice.release.variable(input.name)?.isSensitive == true
      || SecretNames.looksSecret(input.name)
  }

  /// The value, read like Terraform's `-var`: text as it is, anything else as an expression.
  private func chosen(_ input: Unmodelled.Input) -> HCLDocument.Expression {
    let text = input.value.scalar?.text ?? ""
    if isHidden(input), secrets == .redact { return "REDACTED" }
    guard choice.release.variable(input.name)?.type != "string" else { return .text(.init(text)) }
    var bag = DiagnosticBag()
    var evaluation = HCLEvaluation(.literal)
    let value = HCLParser.read(text, .code, at: input.value.span, depth: 0, &bag)
      .flatMap { evaluation.silentValue(of: $0) }
    return value.flatMap { HCLDocument.Expression(DocumentValue($0.node)) } ?? .text(.init(text))
  }

  func shown(_ input: EvaluatedArgument) -> DocumentValue {
    guard secrets == .redact else { return DocumentValue(input.value.node) }
    if isSecret(input) { return .string("REDACTED") }
    return Redaction.redact(
      DocumentValue(Redaction.sensitiveRedacted(input.value.node, resolved)))
  }

  func isSecret(_ input: EvaluatedArgument) -> Bool {
    choice.given?.release?.variable(input.name.value)?.isSensitive == true
      || Redaction.holdsSecrets(DocumentValue(input.value.node))
      || resolved.secretSpans.contains(input.value.span)
  }

  /// Whether a setting covers the input, or the variables of the server do.
  static func isCovered(_ name: String, of module: OfficialModule) -> Bool {
    switch ModuleInputTable.row(name, of: module)?.meaning {
    case .setting, .bucketName, .variable, .hostPart, .flag, .keys, .variables, .secretVariables:
      true
    case .componentVariables, .ownOnly, nil: false
    }
  }

  // MARK: Keys

  /// Reports keys of the chart, which the modules set themselves.
  mutating func reportKeys() {
    var bag = DiagnosticBag()
    UnwrittenKeys.report(foreign, rest, resolved, "`\(choice.name)`", &bag)
    for diagnostic in bag.sorted { report(diagnostic) }
  }
}

extension Diagnostic {
  /// An input that is not rendered in the root module.
  static func inputNotCarried(
    _ input: EvaluatedArgument, _ why: String
  ) -> Diagnostic {
    Diagnostic(
      RenderProblem.notCarried, "`\(input.name.value)` is not rendered: \(why)", at: input.span)
  }

  /// An input that the release lacks or ignores.
  static func inputGone(
    _ input: EvaluatedArgument, _ choice: ModuleChoice
  ) -> Diagnostic {
    let name = input.name.value
    let isIgnored = choice.release.variable(name) != nil
    var diagnostic = inputNotCarried(
      input, "`\(choice.name)` \(isIgnored ? "ignores it" : "does not have this input")")
    let replacements = choice.history.replacements(for: name, in: choice.release)
    if !replacements.isEmpty {
      diagnostic.help =
        "use \(replacements.map { "`\($0)`" }.joined(separator: " and ")) instead"
    }
    return diagnostic
  }
}
