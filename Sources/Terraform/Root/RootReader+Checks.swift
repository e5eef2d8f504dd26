import ConfigSyntax
import Diagnostics

/// What a block may hold, and arguments whose values are plain.
extension RootReader {
  /// Whether the labels of the block say what it declares; what else is wrong is reported, and
  /// read over.
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
          attribute.name, "argument of `\(type.value)`", among: schema.arguments.map(\.name)))
    }
    for inner in body.blocks {
      if let schema = schema.blocks[inner.type.value] {
        _ = check(inner, schema)
      } else if schema.others != .anything {
        bag.report(
          .unknown(inner.type, "block of `\(type.value)`", among: schema.blocks.keys.sorted()))
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
      return refuse("`\(name)` is \(value.noun) where text is expected", value.span)
    }
    return Located(text, value.span)
  }

  /// The truth of an argument; `standard` where it is absent or none.
  mutating func flag(_ attribute: HCLAttribute?, else standard: Bool) -> Bool {
    guard let attribute, let value = constant(attribute.expression) else { return standard }
    return value.bool
      ?? refuse(
        "`\(attribute.name.value)` is \(value.noun) where `true` or `false` is expected",
        value.span) ?? standard
  }

  mutating func refuse<Result>(_ message: String, _ span: SourceSpan) -> Result? {
    bag.report(Diagnostic(TerraformProblem.unusableArgument, message, at: span))
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
