import ConfigSyntax
import Diagnostics

/// Variables, locals, outputs and resources.
extension RootReader {
  /// The arguments of every `module` block, whose names a variable of a module cannot have.
  private static let reserved: Set = [
    "source", "version", "providers", "count", "for_each", "lifecycle", "depends_on", "locals",
  ]

  mutating func readVariable(_ block: HCLBlock) {
    let name = block.labels[0]
    guard isUsable(name) else { return }
    if Self.reserved.contains(name.value) {
      var diagnostic = Diagnostic(
        TerraformProblem.invalidName,
        "`\(name.value)` is an argument of every `module` block and cannot name a variable",
        at: name.span)
      diagnostic.help = "choose another name"
      return bag.report(diagnostic)
    }
    guard isFirst("variable", name.value, at: name.span) else { return }
    let body = block.body
    var variable = VariableDeclaration(
      name: name, span: block.span, value: HCLValue(.unknown(prefix: ""), name.span))
    if let type = body["type"] {
      variable.hasTypeOfItsOwn = true
      variable.type = HCLTypeConstraint.read(
        type.expression, TerraformProblem.invalidType, TerraformProblem.wrongDefault, &bag)
    }
    variable.description = text(body["description"])
    variable.isSensitive = flag(body["sensitive"], else: false)
    variable.isNullable = flag(body["nullable"], else: true)
    _ = flag(body["ephemeral"], else: false)
    variable.validations = conditions("validation", of: block)
    // With damage, the default may be what did not parse.
    variable.isOptional = body["default"] != nil || !body.damage.isEmpty
    if let standard = body["default"] {
      variable.defaultSpan = standard.expression.span
      variable.default = self.default(standard.expression, of: variable)
    }
    module.variables.append(variable)
  }

  /// The default of a variable, converted.
  private mutating func `default`(
    _ expression: HCLExpression, of variable: VariableDeclaration
  ) -> HCLValue? {
    guard let value = constant(expression), let type = variable.type else { return nil }
    if value.isNull, !variable.isNullable {
      bag.report(
        Diagnostic(
          TerraformProblem.wrongDefault,
          "the default of `\(variable.name.value)` is null, but `nullable = false` forbids it",
          at: value.span))
      return nil
    }
    switch type.conversion(of: value) {
    case .success(let converted): return converted
    case .failure(let mismatch):
      bag.report(
        .mismatch(
          TerraformProblem.wrongDefault,
          "the default of `\(variable.name.value)\(mismatch.path)`", mismatch, variable))
      return nil
    }
  }

  mutating func readLocals(_ block: HCLBlock) {
    for attribute in block.body.attributes where isUsable(attribute.name) {
      guard isFirst("local", attribute.name.value, at: attribute.name.span) else { continue }
      module.locals.append(
        LocalDeclaration(
          name: attribute.name, expression: attribute.expression,
          value: HCLValue(.unknown(prefix: ""), attribute.expression.span)))
    }
  }

  mutating func readOutput(_ block: HCLBlock) {
    let name = block.labels[0]
    guard isUsable(name), isFirst("output", name.value, at: name.span) else { return }
    let description = text(block.body["description"])
    let isSensitive = flag(block.body["sensitive"], else: false)
    _ = flag(block.body["ephemeral"], else: false)
    guard let value = block.body["value"] else { return }
    if isSensitive { module.secretSpans.append(value.expression.span) }
    module.outputs.append(
      OutputDeclaration(
        name: name, span: block.span, expression: value.expression,
        value: HCLValue(.unknown(prefix: ""), value.expression.span), description: description,
        isSensitive: isSensitive))
  }

  mutating func readResource(_ block: HCLBlock) {
    guard let mode = ResourceDeclaration.Mode(rawValue: block.type.value) else { return }
    let (type, name) = (block.labels[0], block.labels[1])
    guard isUsable(type), isUsable(name) else { return }
    let shown = "\(type.value).\(name.value)"
    guard isFirst(mode.rawValue, shown, at: name.span) else { return }
    module.resources.append(
      ResourceDeclaration(mode: mode, type: type, name: name, span: block.span, body: block.body))
  }
}
