package import CloudDocuments
package import Diagnostics
package import Settings

/// A policy names an alias instead of a key.
package enum KeyAliasAsResource: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3244", "key-alias-as-resource", .error,
    evidence: .read(by: .aws, source: "AWS KMS developer guide, \"Key ARNs in IAM policies\""),
    Documentation(
      summary: "A resource is a key alias, which grants nothing on the key.",
      explanation: """
        A policy grants the use of a key by the key's own ARN, `…:key/ID`; an alias ARN as a \
        resource only governs changes to the alias. To match by alias, use a condition on \
        `kms:ResourceAliases` (KMS developer guide, "Key ARNs in IAM policies").
        """,
      failing: ExamplePolicy.document(
        "iam", [ExamplePolicy.keyUse.replacing("key/0a1b2c3d", with: "alias/wandb")]),
      passing: ExamplePolicy.document("iam", [ExamplePolicy.keyUse])))

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ findings: inout RuleFindings
  ) {
    for statement in document.policy?.statements ?? [] where usesKey(statement) {
      for written in statement.resources?.values ?? [] {
        guard let resource = PolicyResource(written), resource.service == "kms",
          resource.resource.hasPrefix("alias/")
        else { continue }
        findings.add(.alias(written), at: written.span, help: .writeKey)
      }
    }
  }

  /// Whether the statement is about using keys, not only about managing aliases.
  private static func usesKey(_ statement: PolicyStatement) -> Bool {
    ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey", "kms:DescribeKey"]
      .contains(where: statement.covers)
  }
}

extension Message {
  fileprivate static func alias(_ resource: Located) -> Message {
    "`\(value: resource.value.prefix(80))` is an alias, not a key"
  }

  fileprivate static let writeKey: Message = "write the ARN of the key that the alias refers to"
}
