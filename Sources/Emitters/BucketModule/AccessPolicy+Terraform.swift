import Documents

/// Policies as Terraform data sources, whose conditions may have a key that is not known
/// beforehand.
///
/// A splat `var.x[*]` in a list of texts is written as the list itself.
extension AccessPolicy where Text == HCLDocument.Expression {
  func document(_ name: HCLDocument.Name) -> HCLDocument.Item {
    var body: HCLDocument.Body = []
    if let id { body.append(.attribute("policy_id", .text(id))) }
    for statement in statements { body.append(.block("statement", body: statement.body)) }
    return .data("aws_iam_policy_document", named: name, body)
  }

  /// The text of the policy `name`.
  static func json(_ name: HCLDocument.Name) -> HCLDocument.Expression {
    .data("aws_iam_policy_document", name).attribute("json")
  }
}

extension PolicyStatement where Text == HCLDocument.Expression {
  fileprivate var body: HCLDocument.Body {
    var body: HCLDocument.Body = [.attribute("sid", .text(sid))]
    if effect != .allow { body.append(.attribute("effect", .text(effect.rawValue))) }
    body.append(.attribute("actions", .words(actions)))
    if !resources.isEmpty { body.append(.attribute("resources", .texts(resources))) }
    if let principal { body.append(.block("principals", body: principal.body)) }
    for condition in conditions { body.append(.block("condition", body: condition.body)) }
    return body
  }
}

extension PolicyPrincipal where Text == HCLDocument.Expression {
  fileprivate var body: HCLDocument.Body {
    let (type, identifiers): (String, HCLDocument.Expression) =
      switch self {
      case .everybody: ("*", ["*"])
      case .identities(let names): ("AWS", .texts(names))
      case .service(let name): ("Service", [.text(name)])
      case .federated(let provider): ("Federated", [provider])
      }
    return [.attribute("type", .text(type)), .attribute("identifiers", identifiers)]
  }
}

extension PolicyCondition where Text == HCLDocument.Expression {
  fileprivate var body: HCLDocument.Body {
    [
      .attribute("test", .text(comparison.rawValue)), .attribute("variable", key),
      .attribute("values", .texts(values)),
    ]
  }
}

extension HCLDocument.Expression {
  fileprivate static func texts(_ texts: [Self]) -> Self {
    guard texts.count == 1, case .step(let list, .splat) = texts[0] else { return .list(texts) }
    return list
  }
}
