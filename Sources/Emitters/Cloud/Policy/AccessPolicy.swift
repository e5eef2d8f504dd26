import Documents

/// A policy of AWS on its way out: what is allowed or denied, and to whom.
///
/// Its texts are names in a document, and expressions in a module of Terraform.
struct AccessPolicy<Text: Sendable>: Sendable {
  var id: String?
  let statements: [PolicyStatement<Text>]
}

extension AccessPolicy where Text == String {
  /// As IAM, S3, KMS and SQS read it.
  var json: DocumentValue {
    // Without the version AWS reads a policy of 2008, which knows fewer variables.
    var members: DocumentValue.Members = ["Version": .string("2012-10-17")]
    if let id { members["Id"] = .string(id) }
    members["Statement"] = .array(statements.map(\.json))
    return .object(members)
  }

  /// The file of a target.
  func artifact(_ fileName: String) -> Artifact {
    Artifact(
      fileName: fileName, text: JSONDocument.render(json, .indented), sensitivity: .open)
  }
}
