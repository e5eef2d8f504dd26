package import CloudDocuments
package import Diagnostics
package import Settings

/// Every pod in a cluster may assume a role.
package enum TrustForEveryPod: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3272", "trust-for-every-pod", .error,
    evidence: .read(by: .aws, source: "EKS user guide, \"IAM roles for service accounts\""),
    Documentation(
      summary: "A trust policy accepts any token from an OIDC provider, whoever it belongs to.",
      explanation: """
        Every pod in the cluster has a token from the cluster's provider. Add a condition on \
        `PROVIDER:sub` that names the service accounts, `system:serviceaccount:NAMESPACE:NAME`; \
        one on `:aud` checks only the token's audience (EKS user guide, "IAM roles for service \
        accounts").
        """,
      failing: ExamplePolicy.trust(
        #"{"StringEquals": {"oidc.example.com:aud": "sts.amazonaws.com"}}"#),
      passing: ExamplePolicy.trust(
        #"{"StringLike": {"oidc.example.com:sub": "system:serviceaccount:default:wandb-*"}}"#)))

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ findings: inout RuleFindings
  ) {
    guard let check = PolicyCheck(document, resolved), check.purpose == .trust else { return }
    for statement in check.allowing where !statement.conditions.contains(where: saysWhose) {
      guard let provider = statement.principal?.tokenProvider,
        statement.covers("sts:AssumeRoleWithWebIdentity")
      else { continue }
      findings.add(.openToEveryPod, at: provider.span, help: .limitToAccounts)
    }
  }

  /// Whether a condition names service accounts, or at least part of their names.
  private static func saysWhose(_ condition: PolicyCondition) -> Bool {
    condition.isPositive && condition.key.value.lowercased().hasSuffix(":sub")
      && !condition.values.isEmpty
      && condition.values.allSatisfy { value in
        let parts = value.value.split(separator: ":").filter { !$0.allSatisfy { $0 == "*" } }
        return parts.contains { $0 != "system" && $0 != "serviceaccount" }
      }
  }
}

extension Message {
  fileprivate static let openToEveryPod: Message = "every pod in the cluster may assume the role"

  fileprivate static let limitToAccounts: Message = """
    add a condition that compares `PROVIDER:sub` with `system:serviceaccount:NAMESPACE:NAME`
    """
}
