import ConfigSyntax
import Diagnostics
import Settings
import Terraform

/// The inputs of one call that its release reads.
///
/// It leaves out inputs that are `null`, unknown or without effect: each has its own findings.
struct ModuleInputs {
  let call: OfficialCall

  init(_ call: OfficialCall) { self.call = call }

  /// The module, or the module that it is a part of.
  var root: OfficialModule { call.module.root }

  /// The fix that removes the input, if it has a line of its own.
  func removal(of name: String) -> [FixIt] {
    guard let input = argument(name), let written = input.expression?.span else {
      return []
    }
    return [.remove(input.name, through: written)]
  }

  /// The value of the input, if the release reads it.
  func value(_ name: String) -> HCLValue? {
    guard let value = argument(name)?.value, !value.isNull, reads(name) else {
      return nil
    }
    return value
  }

  /// Known text that is not a placeholder to be filled in.
  func text(_ name: String) -> Located? { value(name).flatMap(Self.text) }

  /// The known texts of a list, or a single text.
  func texts(_ name: String) -> [Located] {
    guard case .list(let elements)? = value(name)?.kind else {
      return text(name).map { [$0] } ?? []
    }
    return elements.compactMap(Self.text)
  }

  /// The location of an explicit `true`.
  func spanOfTrue(_ name: String) -> SourceSpan? {
    value(name).flatMap { $0.bool == true ? $0.span : nil }
  }

  /// The location of an explicit `false`.
  func spanOfFalse(_ name: String) -> SourceSpan? {
    value(name).flatMap { $0.bool == false ? $0.span : nil }
  }

  /// Whether the release has the input and the call leaves it out or empty.
  func lacks(_ name: String) -> Bool {
    guard reads(name), !call.call.isDamaged else { return false }
    guard let value = argument(name)?.value else { return true }
    switch value.kind {
    case .null, .string(""): return true
    case .list(let elements): return elements.isEmpty
    case .bool, .number, .string, .object, .unknown: return false
    }
  }

  /// The module's default for an input that the call does not set.
  func `default`(_ name: String) -> String? {
    guard argument(name) == nil, !call.call.isDamaged else { return nil }
    return call.release?.variable(name)?.defaultText
  }

  /// Whether the input is known to be false, by its value or its default.
  func isOff(_ name: String) -> Bool {
    spanOfFalse(name) != nil || `default`(name) == "false"
  }

  /// Where the call sets the input, if its value was written elsewhere.
  func argumentSpans(of name: String, outside span: SourceSpan) -> [SourceSpan] {
    argument(name).flatMap { $0.span.contains(span) ? nil : [$0.span] } ?? []
  }

  /// The canonical name that findings carry.
  func setting(_ name: String) -> String { FieldCatalog.name(ofInput: name, of: call.module) }

  /// A rule asks for a few names, so that an index would cost more than it saves; in place, because copies of
  /// arguments would cost even more.
  private func argument(_ name: String) -> EvaluatedArgument? {
    let inputs = call.call.inputs
    for index in inputs.indices.reversed() where inputs[index].name.value.isExactly(name) {
      return inputs[index]
    }
    return nil
  }

  private func reads(_ name: String) -> Bool {
    guard let release = call.release else { return true }
    return release.variable(name).map { !$0.hasNoEffect } ?? false
  }

  private static func text(_ value: HCLValue) -> Located? {
    value.text.flatMap { $0.isEmpty || Placeholder.matches($0) ? nil : Located($0, value.span) }
  }
}

extension TerraformConfiguration {
  /// The inputs of each call of a W&B module.
  var inputs: LazyMapSequence<[OfficialCall], ModuleInputs> { calls.lazy.map { ModuleInputs($0) } }
}

extension Message {
  /// A value of a Terraform input, of which a message shows up to 60 characters.
  static func excerpt(of text: Located) -> Message {
    "\(value: text.value, at: text.span, limit: 60)"
  }
}

extension RuleFindings {
  /// A finding at a piece of the value of an input.
  mutating func add(
    _ message: Message, at span: SourceSpan, of name: String, _ inputs: ModuleInputs,
    help: Message, related: [Diagnostic.Label] = [], fixes: [FixIt] = [],
    code: DiagnosticID? = nil
  ) {
    add(
      message, at: span, via: inputs.argumentSpans(of: name, outside: span),
      setting: inputs.setting(name),
      help: help, related: related, fixes: fixes, code: code)
  }
}
