package import CloudDocuments
package import Diagnostics
package import Settings

/// An alias stands where a policy needs a key.
package enum KeyAliasAsResource: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3244", "key-alias-as-resource", .error,
    Documentation(
      summary: "A resource is the alias of a key, which allows nothing on the key.",
      explanation: """
        A policy on a key names the key's own ARN, `…:key/ID`; an alias as a resource is about \
        changing the alias. A condition on `kms:ResourceAliases` compares with aliases (KMS \
        developer guide, "Key ARNs in IAM policies").
        """,
      failing: ExamplePolicy.document(
        "iam", [ExamplePolicy.keyUse.replacing("key/0a1b2c3d", with: "alias/wandb")]),
      passing: ExamplePolicy.document("iam", [ExamplePolicy.keyUse])))

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ report: inout RuleReport
  ) {
    for statement in document.policy?.statements ?? [] where usesKey(statement) {
      for written in statement.resources?.values ?? [] {
        guard let resource = PolicyResource(written), resource.service == "kms",
          resource.resource.hasPrefix("alias/")
        else { continue }
        report.report(
          "`\(written.value.prefix(80))` is an alias, not a key", at: written.span,
          help: "write the ARN of the key that the alias stands for")
      }
    }
  }

  /// Whether the statement is about more than aliases themselves.
  private static func usesKey(_ statement: PolicyStatement) -> Bool {
    ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey", "kms:DescribeKey"]
      .contains(where: statement.covers)
  }
}
