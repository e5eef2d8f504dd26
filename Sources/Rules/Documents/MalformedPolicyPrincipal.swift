package import CloudDocuments
package import Diagnostics
package import Settings

/// A principal is not in a form that AWS accepts.
package enum MalformedPolicyPrincipal: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3229", "malformed-policy-principal", .error,
    evidence: .read(
      by: .aws, source: "IAM user guide, \"Principal\"; \"Invalid principal in policy\""),
    Documentation(
      summary: "A principal is not a valid account, role, user or service.",
      explanation: """
        AWS accepts `*`, an account ID of 12 digits, the full ARN of an account's root, a role or \
        a user, and `NAME.amazonaws.com` for its services. It rejects a `*` within a name; use a \
        condition on `aws:PrincipalArn` to match a pattern.
        """,
      failing: ExamplePolicy.document(
        "s3-bucket-policy", ExamplePolicy.bucket(#"{"AWS": "arn:aws:iam::123456789012:role/*"}"#)),
      passing: ExamplePolicy.document(
        "s3-bucket-policy",
        ExamplePolicy.bucket(#"{"AWS": "arn:aws:iam::123456789012:role/wandb"}"#))))

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ findings: inout RuleFindings
  ) {
    for principal in document.policy?.statements.compactMap(\.principal) ?? [] {
      for name in principal.identities where !PolicyResource.isOpen(name.value) {
        guard let problem = problem(of: name) else { continue }
        findings.add(problem, at: name.span, help: .writeIdentity)
      }
      for name in principal.services where !PolicyResource.isOpen(name.value) {
        guard !name.value.contains(".amazonaws.com"), !name.value.contains(".amazon.com") else {
          continue
        }
        findings.add(.unknownService(name), at: name.span, help: .writeService)
      }
    }
  }

  private static func problem(of name: Located) -> Message? {
    if AmazonResourceName.isAccount(name.value) || isUniqueID(name.value) { return nil }
    guard let resource = PolicyResource(name), ["iam", "sts"].contains(resource.service) else {
      return .invalidPrincipal(name)
    }
    if name.value.contains("*") { return .wildcard(in: name) }
    guard resource.region.isEmpty, PolicyIdentity(name).account != nil, isIdentity(resource)
    else { return .otherARN(name) }
    return nil
  }

  /// Whether it is an account, a role, a user or a session: groups, instance profiles, policies and
  /// providers of identities are refused.
  private static func isIdentity(_ resource: PolicyResource) -> Bool {
    let kind = resource.resource.prefix { $0 != "/" }
    let kinds = resource.service == "sts" ? ["assumed-role", "federated-user"] : ["role", "user"]
    return resource.service == "iam" && resource.resource == "root"
      || kinds.contains(String(kind)) && resource.resource.utf8.count > kind.utf8.count + 1
  }

  /// Whether it is a unique ID such as `AROA…`, which AWS shows in place of a deleted role.
  private static func isUniqueID(_ text: String) -> Bool {
    text.hasPrefix("A") && text.utf8.count >= 16
      && text.allSatisfy { $0.isASCII && ($0.isUppercase || $0.isNumber) }
  }
}

extension Message {
  fileprivate static func invalidPrincipal(_ name: Located) -> Message {
    "`\(value: name.value.prefix(80))` is not a valid principal"
  }

  fileprivate static func wildcard(in name: Located) -> Message {
    "`\(value: name.value.prefix(80))` must not contain a wildcard"
  }

  fileprivate static func otherARN(_ name: Located) -> Message {
    "`\(value: name.value.prefix(80))` is not the ARN of an account, role or user"
  }

  fileprivate static let writeIdentity: Message =
    "write `arn:aws:iam::ACCOUNT:role/NAME`, or the 12-digit account ID"

  fileprivate static func unknownService(_ name: Located) -> Message {
    "`\(value: name.value.prefix(80))` is not an AWS service"
  }

  fileprivate static let writeService: Message = "write `s3.amazonaws.com` for S3"
}
