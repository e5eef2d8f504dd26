import ConfigSyntax
import Diagnostics
import Settings
import Terraform

/// The inputs of one call that its release reads.
///
/// What is `null`, unknown or accepted without effect is not there: each has findings of its own.
struct ModuleInputs {
  let call: OfficialCall
  private let values: [ExactText: EvaluatedArgument]

  init(_ call: OfficialCall) {
    self.call = call
    values = Dictionary(
      call.call.inputs.map { (ExactText($0.name.value), $0) }, uniquingKeysWith: { $1 })
  }

  /// The module, or the one that it is a part of.
  var root: OfficialModule { call.module.root }

  /// What the input is set to, where the release reads it.
  func value(_ name: String) -> HCLValue? {
    guard let value = values[ExactText(name)]?.value, !value.isNull, reads(name) else {
      return nil
    }
    return value
  }

  /// Text that is known and waits for nobody to fill it in.
  func text(_ name: String) -> Located? { value(name).flatMap(Self.text) }

  /// The texts of a list; those that are not known are left out.
  func texts(_ name: String) -> [Located] {
    guard case .list(let elements)? = value(name)?.kind else {
      return text(name).map { [$0] } ?? []
    }
    return elements.compactMap(Self.text)
  }

  /// The place that sets a condition to true.
  func placeOn(_ name: String) -> SourceSpan? {
    value(name).flatMap { $0.bool == true ? $0.span : nil }
  }

  /// The place that sets a condition to false.
  func placeOff(_ name: String) -> SourceSpan? {
    value(name).flatMap { $0.bool == false ? $0.span : nil }
  }

  /// Whether the release has the input and nothing sets it: text or a list may be empty as well.
  func lacks(_ name: String) -> Bool {
    guard reads(name), !call.call.isDamaged else { return false }
    guard let value = values[ExactText(name)]?.value else { return true }
    switch value.kind {
    case .null, .string(""): return true
    case .list(let elements): return elements.isEmpty
    case .bool, .number, .string, .object, .unknown: return false
    }
  }

  /// The default of an input that nothing sets, as the module has it.
  func standard(_ name: String) -> String? {
    guard values[ExactText(name)] == nil, !call.call.isDamaged else { return nil }
    return call.release?.variable(name)?.defaultText
  }

  /// Whether the condition is known not to hold: by its value, or by its default.
  func isOff(_ name: String) -> Bool {
    placeOff(name) != nil || standard(name) == "false"
  }

  /// Where the call sets the input, when its value was written elsewhere.
  func places(of name: String, _ span: SourceSpan) -> [SourceSpan] {
    values[ExactText(name)].flatMap { $0.span.contains(span) ? nil : [$0.span] } ?? []
  }

  /// The canonical name that findings carry.
  func setting(_ name: String) -> String { FieldCatalog.name(ofInput: name, of: call.module) }

  private func reads(_ name: String) -> Bool {
    guard let release = call.release else { return true }
    return release.variable(name).map { !$0.hasNoEffect } ?? false
  }

  private static func text(_ value: HCLValue) -> Located? {
    value.text.flatMap { $0.isEmpty || Placeholder.matches($0) ? nil : Located($0, value.span) }
  }
}

extension TerraformConfiguration {
  /// What each call of W&B's modules sets.
  var inputs: [ModuleInputs] { calls.map { ModuleInputs($0) } }

  /// Whether the value of a sensitive variable stands there.
  func isSecret(_ span: SourceSpan) -> Bool {
    root.secretSpans.contains { $0.overlaps(span) }
  }

  /// The text for a message: without secrets, and no longer than a line.
  func shown(_ text: Located) -> String {
    guard !isSecret(text.span) else { return Secret.mask }
    let masked = SecretText.masked(text.value)
    return masked.count > 60 ? masked.prefix(60) + "…" : masked
  }
}

extension RuleReport {
  /// A finding at a piece of the value of an input.
  mutating func report(
    _ message: String, at span: SourceSpan, of name: String, _ inputs: ModuleInputs,
    help: String, related: [Diagnostic.Label] = [], severity: Severity? = nil
  ) {
    report(
      message, at: span, via: inputs.places(of: name, span), setting: inputs.setting(name),
      help: help, related: related, severity: severity)
  }
}
