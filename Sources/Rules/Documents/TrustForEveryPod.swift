package import CloudDocuments
package import Diagnostics
package import Settings

/// A role may be taken on by every pod of a cluster.
package enum TrustForEveryPod: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3272", "trust-for-every-pod", .error,
    Documentation(
      summary: "A trust policy takes tokens of an OIDC provider without asking whose they are.",
      explanation: """
        Every pod of the cluster has a token of its provider. The condition on `PROVIDER:sub` \
        names the service accounts, `system:serviceaccount:NAMESPACE:NAME`; one on `:aud` says \
        only whom the token is for (EKS user guide, "IAM roles for service accounts").
        """,
      failing: ExamplePolicy.trust(
        #"{"StringEquals": {"oidc.example.com:aud": "sts.amazonaws.com"}}"#),
      passing: ExamplePolicy.trust(
        #"{"StringLike": {"oidc.example.com:sub": "system:serviceaccount:default:wandb-*"}}"#)))

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ report: inout RuleReport
  ) {
    guard let check = PolicyCheck(document, resolved), check.purpose == .trust else { return }
    for statement in check.allowing where !statement.conditions.contains(where: saysWhose) {
      guard let provider = statement.principal?.tokenProvider,
        statement.covers("sts:AssumeRoleWithWebIdentity")
      else { continue }
      report.report(
        "every pod of the cluster may take the role", at: provider.span,
        help: "compare `PROVIDER:sub` with `system:serviceaccount:NAMESPACE:NAME`")
    }
  }

  /// Whether a condition names service accounts, or a part of them.
  private static func saysWhose(_ condition: PolicyCondition) -> Bool {
    condition.isPositive && condition.key.value.lowercased().hasSuffix(":sub")
      && !condition.values.isEmpty
      && condition.values.allSatisfy { value in
        let parts = value.value.split(separator: ":").filter { !$0.allSatisfy { $0 == "*" } }
        return parts.contains { $0 != "system" && $0 != "serviceaccount" }
      }
  }
}
