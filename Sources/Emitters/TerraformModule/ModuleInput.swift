import ConfigSyntax
import Diagnostics
import Documents
import Terraform

/// A variable of a root module under construction, usually an input of the module that it calls.
struct ModuleInput {
  let name: HCLDocument.Name
  let type: HCLDocument.Expression
  /// nil if only the user knows the value.
  let value: HCLDocument.Expression?
  let summary: String?
  let sensitivity: Artifact.Sensitivity

  /// A variable that is not an input but needed by a provider.
  static func text(
    _ name: HCLDocument.Name, _ value: HCLDocument.Expression?, _ summary: String
  ) -> ModuleInput {
    ModuleInput(
      name: name, type: HCLDocument.TypeConstraint.string.expression, value: value,
      summary: summary, sensitivity: .open)
  }

  /// The `variable` block.
  var declaration: HCLDocument.Item {
    var body: HCLDocument.Body = [.attribute("type", type)]
    if let summary { body.append(.attribute("description", .text(summary))) }
    if sensitivity == .secret { body.append(.attribute("sensitive", true)) }
    return .block("variable", name, body: body)
  }

  /// The line in the values file; if the value is not known, comments to fill in.
  var assignment: [HCLDocument.Item] {
    if let value { return [.attribute(name, value)] }
    let line = HCLDocument([.attribute(name, emptyValue)]).render()
    let description = (summary.map { $0 + " " } ?? "") + "Type: \(typeText)"
    return [.comment(description), .comment(String(line.dropLast()))]
  }

  private var typeText: String {
    let line = HCLDocument([.attribute("type", type)]).render()
    return String(line.dropFirst("type = ".count).dropLast())
  }

  private var emptyValue: HCLDocument.Expression {
    switch type {
    case .root(let name) where name.text == "string": ""
    case .call(let name, _) where name.text == "list" || name.text == "set": []
    case .call: [:]
    default: .null
    }
  }
}

extension HCLDocument.Expression {
  /// The `type` of a variable in the catalogue; `any` if the text is not a type.
  init(typeText: String) {
    var bag = DiagnosticBag()
    let source = SourceFile(name: "type", text: "type = \(typeText)\n")
    let body = HCLParser.read(source, FileID(0), &bag)
    self = body.attributes.first.flatMap { Self($0.expression) } ?? .root("any")
  }

  /// The same expression; nil if it contains what neither types nor connection strings need.
  init?(_ expression: HCLExpression) {
    switch expression.kind {
    case .null: self = .null
    case .bool(let value): self = .bool(value)
    case .string(let text): self = .text(text)
    case .number(let number):
      guard let decimal = HCLDocument.Decimal(number.text) else { return nil }
      self = .number(decimal)
    case .variable(let name):
      guard let name = HCLDocument.Name(name) else { return nil }
      self = .root(name)
    case .tuple(let elements):
      guard let elements = Self.all(elements) else { return nil }
      self = .list(elements)
    case .object(let items):
      let members = items.compactMap { Self.member($0) }
      guard members.count == items.count else { return nil }
      self = .object(members)
    case .call(let call):
      guard let name = HCLDocument.Name(call.name.value), call.expansion == .none,
        let arguments = Self.all(call.arguments)
      else { return nil }
      self = .call(name, arguments)
    case .wrapped(let inner):
      guard let inner = Self(inner) else { return nil }
      self = .text(.init([.interpolation(inner)]))
    case .template(let parts):
      let pieces = parts.compactMap { Self.part($0) }
      guard pieces.count == parts.count else { return nil }
      self = .text(.init(pieces))
    case .traversal(let base, let steps):
      guard var value = Self(base) else { return nil }
      for step in steps {
        guard case .attribute(let name) = step, let name = HCLDocument.Name(name.value) else {
          return nil
        }
        value = value.attribute(name)
      }
      self = value
    default: return nil
    }
  }

  private static func all(_ expressions: [HCLExpression]) -> [Self]? {
    let converted = expressions.compactMap { Self($0) }
    return converted.count == expressions.count ? converted : nil
  }

  private static func part(_ part: HCLTemplatePart) -> HCLDocument.Template.Part? {
    switch part {
    case .literal(let text): .literal(text)
    case .interpolation(let inner): Self(inner).map { .interpolation($0) }
    case .condition, .loop: nil
    }
  }

  private static func member(_ item: HCLObjectItem) -> HCLDocument.Member? {
    guard let key = item.name else { return nil }
    return Self(item.value).map { HCLDocument.Member(key, $0) }
  }
}
