import Documents

/// An AWS policy to be written: what is allowed or denied, and to whom.
///
/// Its texts are names in a document, or expressions in a Terraform module.
struct AccessPolicy<Text: Sendable>: Sendable {
  var id: String?
  let statements: [PolicyStatement<Text>]
}

extension AccessPolicy where Text == String {
  /// The policy in the form that IAM, S3, KMS and SQS read.
  var json: DocumentValue {
    // Without a version, AWS assumes that of 2008, which supports fewer variables.
    var members: DocumentValue.Members = ["Version": .string("2012-10-17")]
    if let id { members["Id"] = .string(id) }
    members["Statement"] = .array(statements.map(\.json))
    return .object(members)
  }

  /// The policy as the file of a target.
  func artifact(_ fileName: String) -> Artifact {
    Artifact(
      fileName: fileName, text: JSONDocument.render(json, .indented), sensitivity: .open)
  }
}
