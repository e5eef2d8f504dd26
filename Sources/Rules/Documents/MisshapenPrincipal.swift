package import CloudDocuments
package import Diagnostics
package import Settings

/// A principal is no name that AWS takes.
package enum MisshapenPrincipal: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3229", "misshapen-principal", .error,
    Documentation(
      summary: "A principal is no account, role, user or service.",
      explanation: """
        AWS takes `*`, an account of 12 digits, the whole ARN of an account's root, a role or a \
        user, and `NAME.amazonaws.com` for its services. A star inside a name is refused; a \
        condition on `aws:PrincipalArn` compares with patterns.
        """,
      failing: ExamplePolicy.document(
        "s3-bucket-policy", ExamplePolicy.bucket(#"{"AWS": "arn:aws:iam::123456789012:role/*"}"#)),
      passing: ExamplePolicy.document(
        "s3-bucket-policy",
        ExamplePolicy.bucket(#"{"AWS": "arn:aws:iam::123456789012:role/wandb"}"#))))

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ report: inout RuleReport
  ) {
    for principal in document.policy?.statements.compactMap(\.principal) ?? [] {
      for name in principal.identities where !PolicyResource.isOpen(name.value) {
        guard let fault = fault(of: name) else { continue }
        report.report(
          "`\(name.value.prefix(80))` \(fault)", at: name.span,
          help: "write `arn:aws:iam::ACCOUNT:role/NAME`, or the account's 12 digits")
      }
      for name in principal.services where !PolicyResource.isOpen(name.value) {
        guard !name.value.contains(".amazonaws.com"), !name.value.contains(".amazon.com") else {
          continue
        }
        report.report(
          "`\(name.value.prefix(80))` is no service", at: name.span,
          help: "write `s3.amazonaws.com` for S3")
      }
    }
  }

  private static func fault(of name: Located) -> String? {
    if AmazonResourceName.isAccount(name.value) || isUniqueID(name.value) { return nil }
    guard let resource = PolicyResource(name), ["iam", "sts"].contains(resource.service) else {
      return "is no principal"
    }
    if name.value.contains("*") { return "is a pattern, and a principal is a whole name" }
    guard resource.region.isEmpty, PolicyIdentity(name).account != nil, !resource.resource.isEmpty
    else { return "is no ARN of an account, a role or a user" }
    return nil
  }

  /// `AROA…`: what AWS puts in place of a role that was deleted.
  private static func isUniqueID(_ text: String) -> Bool {
    text.hasPrefix("A") && text.utf8.count >= 16
      && text.allSatisfy { $0.isASCII && ($0.isUppercase || $0.isNumber) }
  }
}
