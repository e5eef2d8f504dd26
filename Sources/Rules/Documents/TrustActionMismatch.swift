package import CloudDocuments
package import Diagnostics
package import Settings

/// A trust policy allows an OIDC provider an action that does not use tokens.
package enum TrustActionMismatch: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3273", "trust-action-mismatch", .error,
    Documentation(
      summary: "A trust policy allows an OIDC provider an action that tokens can't be used with.",
      explanation: """
        A pod with a token from an OIDC provider calls `sts:AssumeRoleWithWebIdentity`; \
        `sts:AssumeRole` is for roles, users and services, and does not let the pod assume the \
        role.
        """,
      failing: ExamplePolicy.trust(pods, action: "sts:AssumeRole"),
      passing: ExamplePolicy.trust(pods)))

  private static let pods =
    #"{"StringLike": {"oidc.example.com:sub": "system:serviceaccount:default:wandb-*"}}"#

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ findings: inout RuleFindings
  ) {
    guard let check = PolicyCheck(document, resolved), check.purpose == .trust else { return }
    for statement in check.allowing where !statement.covers(needed) {
      guard let provider = statement.principal?.tokenProvider, let actions = statement.actions,
        let action = actions.values.first(where: { $0.value.lowercased() == "sts:assumerole" }),
        actions.sense == .named
      else { continue }
      findings.add(
        .actionWithoutToken(action), at: action.span, help: .write(needed),
        related: [.init(.provider, provider.span)],
        fixes: document.layout.fixes(quoting: needed, at: action.span, .write(needed)))
    }
  }

  private static let needed = "sts:AssumeRoleWithWebIdentity"
}

extension Message {
  fileprivate static func actionWithoutToken(_ action: Located) -> Message {
    "`\(value: action.value)` does not let an OIDC token assume the role"
  }

  fileprivate static let provider: Message = "the OIDC provider"
}
