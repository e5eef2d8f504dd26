package import CloudDocuments
package import Diagnostics
package import Settings

/// A trust policy allows a token's bearer what needs no token.
package enum TrustActionMismatch: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3273", "trust-action-mismatch", .error,
    Documentation(
      summary: "A role is trusted to an OIDC provider by another action than tokens use.",
      explanation: """
        A pod with a token of an OIDC provider calls `sts:AssumeRoleWithWebIdentity`; \
        `sts:AssumeRole` is for roles, users and services, and lets it take nothing.
        """,
      failing: ExamplePolicy.trust(pods, action: "sts:AssumeRole"),
      passing: ExamplePolicy.trust(pods)))

  private static let pods =
    #"{"StringLike": {"oidc.example.com:sub": "system:serviceaccount:default:wandb-*"}}"#

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ report: inout RuleReport
  ) {
    guard let check = PolicyCheck(document, resolved), check.purpose == .trust else { return }
    for statement in check.allowing where !statement.covers(needed) {
      guard let provider = statement.principal?.tokenProvider, let actions = statement.actions,
        let action = actions.values.first(where: { $0.value.lowercased() == "sts:assumerole" }),
        actions.sense == .named
      else { continue }
      let fix = FixIt("write `\(needed)`", [.replace(action.span, with: "\"\(needed)\"")], .unsafe)
      report.report(
        "`\(action.value)` is not how a token takes a role", at: action.span,
        help: "write `\(needed)`", related: [.init("the provider of tokens", provider.span)],
        fixes: document.layout.isJSON ? [fix] : [])
    }
  }

  private static let needed = "sts:AssumeRoleWithWebIdentity"
}
