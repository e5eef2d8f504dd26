package import Diagnostics

/// Reads `*.tfvars` and `*.tfvars.json`: literal values, as `terraform -var-file` reads them.
package enum TfvarsReader {
  /// What the file sets; what does not parse or is not a literal is reported and left out.
  package static func read(
    _ file: SourceFile, _ id: FileID, limits: Limits = Limits(),
    _ bag: inout DiagnosticBag
  ) -> TfvarsFile {
    guard !file.name.hasSuffix(".json") else { return readJSON(file, id, limits: limits, &bag) }
    let body = HCLParser.read(file, id, limits: limits, &bag)
    for block in body.blocks { bag.report(.block(block)) }
    var assignments: [TfvarsFile.Assignment] = []
    var damage = body.damage
    var (evaluation, secrets) = (
      HCLEvaluation(.literal, limits: limits), HCLEvaluation(.literal, limits: limits)
    )
    for attribute in body.attributes {
      let isSecret = SecretNames.resemblesSecret(attribute.name.value)
      let value =
        isSecret
        ? secrets.value(of: attribute.expression) : evaluation.value(of: attribute.expression)
      guard let value else {
        damage.append(attribute.span)
        continue
      }
      assignments.append(
        TfvarsFile.Assignment(name: attribute.name, span: attribute.span, value: value))
    }
    bag.report(evaluation.bag.sorted + secrets.bag.sorted.map(\.hidingValues))
    return TfvarsFile(
      assignments: assignments, span: SourceSpan(id, 0, file.bytes.count), damage: damage)
  }

  /// One object; its member `//` is a comment.
  private static func readJSON(
    _ file: SourceFile, _ id: FileID, limits: Limits, _ bag: inout DiagnosticBag
  ) -> TfvarsFile {
    let whole = SourceSpan(id, 0, file.bytes.count)
    let damaged = TfvarsFile(assignments: [], span: whole, damage: [whole])
    guard let value = HCLJSONReader.read(file, id, limits: limits, &bag) else { return damaged }
    guard case .object(let object) = value.kind else {
      bag.report(
        Diagnostic(
          SyntaxProblem.hclSyntax, "the file must contain an object, not \(value.noun)",
          at: value.span))
      return damaged
    }
    let values = PlanFile.variables(of: object) ?? object.members
    let assignments = values.filter { $0.key.value != "//" }.map { member in
      TfvarsFile.Assignment(
        name: member.key,
        span: SourceSpan(id, Int(member.key.span.lower), Int(member.value.span.upper)),
        value: member.value)
    }
    return TfvarsFile(assignments: assignments, span: whole, damage: [])
  }
}

/// The variables that a values file sets, in the order of the file.
package struct TfvarsFile: Sendable {
  /// One variable.
  package struct Assignment: Sendable {
    /// The variable, not normalized; it need not be declared.
    package let name: Located
    /// The whole `name = value`.
    package let span: SourceSpan
    /// A literal, so nothing in it is unknown.
    package let value: HCLValue

    package init(name: Located, span: SourceSpan, value: HCLValue) {
      (self.name, self.span, self.value) = (name, span, value)
    }
  }

  /// Those that have a value; of a variable that is set twice, both.
  package let assignments: [Assignment]
  /// The whole file.
  package let span: SourceSpan
  /// What did not parse, or has no value.
  package let damage: [SourceSpan]

  package init(assignments: [Assignment], span: SourceSpan, damage: [SourceSpan]) {
    (self.assignments, self.span, self.damage) = (assignments, span, damage)
  }

  /// The file as a document of the common tree.
  package var document: ConfigDocument {
    let entries = assignments.map { Entry(key: $0.name, value: $0.value.node) }
    let root = ConfigNode(.mapping(entries), span)
    return ConfigDocument(root: root, span: span, damage: damage)
  }
}

extension Diagnostic {
  fileprivate static func block(_ block: HCLBlock) -> Diagnostic {
    let type = block.type.value
    var diagnostic = Diagnostic(
      SyntaxProblem.blockInValues, "a values file must not contain blocks such as `\(type)`",
      at: block.type.span)
    diagnostic.help =
      block.labels.isEmpty ? "to set an object, write `\(type) = { … }`" : "blocks belong in *.tf"
    if block.labels.isEmpty {
      let end = block.type.span.range.count
      diagnostic.fixes = [
        FixIt("add `=`", [.replace(block.type.span.sub(end..<end), with: " =")], .unsafe)
      ]
    }
    return diagnostic
  }
}
