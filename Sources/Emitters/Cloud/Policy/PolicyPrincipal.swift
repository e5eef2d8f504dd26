import Documents

/// The principal of a statement.
enum PolicyPrincipal<Text: Sendable>: Sendable {
  /// Everyone, even without an account; used only to deny.
  case everybody
  /// ARNs of roles, users and accounts.
  case identities([Text])
  /// An AWS service.
  case service(String)
  /// ARN of an identity provider.
  case federated(Text)
}

extension PolicyPrincipal where Text == String {
  var json: DocumentValue {
    switch self {
    case .everybody: .string("*")
    case .identities(let names): .object(["AWS": .oneOrSeveral(names)])
    case .service(let name): .object(["Service": .string(name)])
    case .federated(let provider): .object(["Federated": .string(provider)])
    }
  }
}

extension DocumentValue {
  static func oneOrSeveral(_ texts: [String]) -> DocumentValue {
    texts.count == 1 ? .string(texts[0]) : .array(texts.map { .string($0) })
  }
}
