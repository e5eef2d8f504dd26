import ConfigSyntax
import Diagnostics

/// Which expressions of each block contain references, and what those may use.
extension RootReferences {
  mutating func visit(_ block: HCLBlock) {
    switch block.type.value {
    case "terraform", "moved", "import", "removed": return
    case "variable": visitValidations(block)
    case "output": visitOutput(block)
    case "module", "resource", "data", "ephemeral":
      var context = Context()
      if block.body["for_each"] != nil {
        context.loop = .forEach
      } else if block.body["count"] != nil {
        context.loop = .count
      }
      visit(block.body, context)
      requireProviders(of: block)
    default: visit(block.body, Context())
    }
  }

  /// Arguments that name something without using its value.
  private static let names: Set = ["providers", "provider", "source", "version", "alias"]

  private mutating func visit(_ body: HCLBody, _ context: Context) {
    for attribute in body.attributes {
      switch attribute.name.value {
      case let name where Self.names.contains(name) && isLiteral(attribute.expression): continue
      case "providers", "provider", "ignore_changes", "replace_triggered_by": continue
      case "count", "for_each":
        var outside = context
        outside.loop = .none
        collect(attribute.expression, outside)
      case "depends_on":
        var ordering = context
        ordering.isOrdering = true
        collect(attribute.expression, ordering)
      default: collect(attribute.expression, context)
      }
    }
    for inner in body.blocks { visit(inner, context) }
  }

  /// `provider = aws.us`, and the right side of each pair of `providers = { aws = aws.us }`.
  private mutating func requireProviders(of block: HCLBlock) {
    guard block.type.value == "module" else {
      if let provider = block.body["provider"], let name = Located(naming: provider.expression) {
        requireProvider(name)
      }
      return
    }
    guard case .object(let items)? = block.body["providers"]?.expression.kind else { return }
    for item in items {
      if let name = Located(naming: item.value) { requireProvider(name) }
    }
  }

  private func isLiteral(_ expression: HCLExpression) -> Bool {
    if case .string = expression.kind { true } else { false }
  }

  /// A block inside a resource or a provider.
  private mutating func visit(_ block: HCLBlock, _ outer: Context) {
    var context = outer
    switch block.type.value {
    case "dynamic":
      if let loop = block.body["for_each"] { collect(loop.expression, outer) }
      var iterator = block.labels.first?.value
      if case .variable(let name)? = block.body["iterator"]?.expression.kind { iterator = name }
      if let iterator { context.iterators.append(iterator) }
      if let labels = block.body["labels"] { collect(labels.expression, context) }
      for inner in block.body.blocks { visit(inner, context) }
      return
    case "provisioner", "connection": context.hasSelf = true
    case "precondition", "postcondition", "assert":
      if block.type.value == "postcondition" { context.hasSelf = true }
      checkCondition(block)
    default: break
    }
    visit(block.body, context)
  }

  /// Reports a condition of constants, which checks nothing.
  private mutating func checkCondition(_ block: HCLBlock) {
    guard let condition = block.body["condition"]?.expression,
      HCLReferences(of: condition).references.isEmpty
    else { return }
    bag.report(.constantCondition(condition))
  }

  private mutating func visitValidations(_ block: HCLBlock) {
    guard let name = block.labels.first?.value else { return }
    for validation in block.body.blocks {
      if let message = validation.body["error_message"] { collect(message.expression, Context()) }
      guard let condition = validation.body["condition"] else { continue }
      let found = collect(condition.expression, Context())
      let isOwn = found.references.contains {
        $0.root.value == "var" && $0.names.first?.value.isExactly(name) == true
      }
      guard !isOwn else { continue }
      bag.report(.conditionWithout(name, condition.expression))
    }
  }

  // MARK: Outputs

  private mutating func visitOutput(_ block: HCLBlock) {
    visit(block.body, Context())
    guard let name = block.labels.first, let output = exposed[name.span] else { return }
    guard let secret = sensitive.exposed(in: output.expression) else { return }
    bag.report(.exposed(output, secret))
  }
}

extension Diagnostic {
  fileprivate static func constantCondition(_ condition: HCLExpression) -> Diagnostic {
    Diagnostic(
      TerraformProblem.invalidReference,
      "the condition does not refer to anything that it could check", at: condition.span)
  }

  fileprivate static func conditionWithout(
    _ variable: String, _ condition: HCLExpression
  ) -> Diagnostic {
    Diagnostic(
      TerraformProblem.invalidReference,
      "the condition does not refer to `var.\(variable)`, which it must check", at: condition.span)
  }

  fileprivate static func exposed(_ output: OutputDeclaration, _ secret: SourceSpan) -> Diagnostic {
    var diagnostic = Diagnostic(
      TerraformProblem.exposedSecret,
      "output `\(output.name.value)` exposes a sensitive value but is not marked sensitive",
      at: output.name.span)
    diagnostic.related = [Label("the sensitive value is used here", secret)]
    diagnostic.help = "add `sensitive = true`"
    diagnostic.fixes = [.addLine("sensitive = true", after: output.expression.span)]
    return diagnostic
  }
}
