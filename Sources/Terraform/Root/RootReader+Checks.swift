import ConfigSyntax
import Diagnostics

/// What a block may contain, and arguments with constant values.
extension RootReader {
  /// Whether the block has the labels that identify what it declares; other problems are reported,
  /// and do not stop the reading.
  mutating func check(_ block: HCLBlock, _ schema: HCLBlockSchema) -> Bool {
    guard block.labels.count == schema.labels.count else {
      bag.report(.labels(of: block, schema.labels))
      return false
    }
    checkBody(block.body, of: block.type, schema)
    return true
  }

  private mutating func checkBody(
    _ body: HCLBody, of type: Located, _ schema: HCLBlockSchema
  ) {
    for attribute in body.attributes {
      let isKnown = schema.arguments.contains { $0.name == attribute.name.value }
      guard !isKnown, schema.others == .refused else { continue }
      bag.report(
        .unknown(
          attribute.name, "an argument of `\(type.value)`", among: schema.arguments.map(\.name)))
    }
    for inner in body.blocks {
      if let schema = schema.blocks[inner.type.value] {
        _ = check(inner, schema)
      } else if schema.others != .anything {
        bag.report(
          .unknown(inner.type, "a block of `\(type.value)`", among: schema.blocks.keys.sorted()))
      }
    }
    guard body.damage.isEmpty else { return }
    for argument in schema.arguments where argument.need == .required {
      guard body[argument.name] == nil else { continue }
      bag.report(
        Diagnostic(
          TerraformProblem.missingArgument, "`\(type.value)` has no `\(argument.name)`",
          at: type.span))
    }
  }

  // MARK: Arguments

  /// The value of an argument that must be constant.
  mutating func constant(_ expression: HCLExpression) -> HCLValue? {
    var evaluation = HCLEvaluation(.constant)
    let value = evaluation.value(of: expression)
    bag.report(evaluation.bag.sorted)
    return value
  }

  /// The text of an argument.
  mutating func text(_ attribute: HCLAttribute?) -> Located? {
    attribute.flatMap { text($0.expression, of: $0.name.value) }
  }

  mutating func text(_ expression: HCLExpression, of name: String) -> Located? {
    guard let value = constant(expression) else { return nil }
    guard let text = value.text else {
      return refuse("`\(name)` must be text, not \(value.noun)", value.span)
    }
    return Located(text, value.span)
  }

  /// The Boolean value of an argument; `fallback` where it is absent or not a Boolean.
  mutating func flag(_ attribute: HCLAttribute?, else fallback: Bool) -> Bool {
    guard let attribute, let value = constant(attribute.expression) else { return fallback }
    return value.bool
      ?? refuse(
        "`\(attribute.name.value)` must be `true` or `false`, not \(value.noun)",
        value.span) ?? fallback
  }

  mutating func refuse<Result>(_ message: Message, _ span: SourceSpan) -> Result? {
    bag.report(Diagnostic(TerraformProblem.invalidArgument, message, at: span))
    return nil
  }

  /// The `validation` or `precondition` blocks of a block.
  func conditions(_ type: String, of block: HCLBlock) -> [Condition] {
    block.body.blocks.filter { $0.type.value == type }.compactMap { inner in
      guard let condition = inner.body["condition"], let message = inner.body["error_message"]
      else { return nil }
      return Condition(
        condition: condition.expression, message: message.expression, span: inner.span)
    }
  }
}
