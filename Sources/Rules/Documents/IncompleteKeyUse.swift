package import CloudDocuments
import CloudFacts
package import Diagnostics
package import Settings

/// A key policy allows only some of the key actions that W&B needs.
package enum IncompleteKeyUse: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3242", "incomplete-key-use", .error,
    evidence: .read(
      by: .aws, source: "S3 user guide, \"Using server-side encryption with AWS KMS keys\""),
    Documentation(
      summary: "A principal that uses the key lacks actions that an encrypted bucket needs.",
      explanation: """
        To write, S3 requests a data key; to read, it decrypts; a copy within the bucket \
        re-encrypts (`kms:ReEncryptFrom` and `kms:ReEncryptTo`). The key policy in the \
        documentation allows all of these. With `aws.principal` set, only that principal is \
        checked.
        """,
      failing: ExamplePolicy.document(
        "kms",
        [
          ExamplePolicy.administrator,
          ExamplePolicy.key(
            "arn:aws:iam::123456789012:role/wandb",
            #""kms:Encrypt", "kms:Decrypt", "kms:DescribeKey""#),
        ]),
      passing: ExamplePolicy.document(
        "kms",
        [ExamplePolicy.administrator, ExamplePolicy.key("arn:aws:iam::123456789012:role/wandb")])))

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ findings: inout RuleFindings
  ) {
    guard let check = PolicyCheck(document, resolved), check.purpose == .key, check.policy.isWhole
    else { return }
    let needs = AmazonService.kms.attachedNeeds
    for user in KeyUser.all(check) {
      let missing = needs.filter { !user.actions.contains($0.name) }
      guard !missing.isEmpty else { continue }
      findings.add(
        .notAllowed(user.name, names(of: missing, among: needs)), at: user.name.span,
        help: .allow(missing))
    }
  }

  /// Several actions that policies write as one pattern are named by it: `kms:ReEncrypt*`.
  private static func names(of missing: [PolicyAction], among needs: [PolicyAction]) -> [String] {
    missing.map { action in
      let isShared = needs.count { $0.written == action.written } > 1
      return isShared ? action.written : action.name
    }
    .unique()
  }
}

extension Message {
  fileprivate static func notAllowed(_ user: Located, _ actions: [String]) -> Message {
    "`\(value: user.value.prefix(80))` is not allowed \(actions.enumeration)"
  }
}
