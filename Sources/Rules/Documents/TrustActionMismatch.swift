package import CloudDocuments
package import Diagnostics
package import Settings

/// A trust policy allows an OIDC provider or EKS Pod Identity actions that it does not use.
package enum TrustActionMismatch: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3273", "trust-action-mismatch", .error,
    evidence: .read(
      by: .aws,
      source: "AWS STS API, `AssumeRoleWithWebIdentity`; EKS user guide, \"EKS Pod Identities\""),
    Documentation(
      summary:
        "A trust policy does not allow the actions with which its principal assumes the role.",
      explanation: """
        A pod with a token from an OIDC provider calls `sts:AssumeRoleWithWebIdentity`; \
        `sts:AssumeRole` is for roles, users and services, and does not let the pod assume the \
        role. EKS Pod Identity needs `sts:AssumeRole` and `sts:TagSession`, which it uses together \
        (EKS user guide, "Create IAM role with trust policy required by EKS Pod Identity").
        """,
      failing: ExamplePolicy.trust(pods, action: "sts:AssumeRole"),
      passing: ExamplePolicy.trust(pods)))

  private static let pods =
    #"{"StringLike": {"oidc.example.com:sub": "system:serviceaccount:default:wandb-*"}}"#

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ findings: inout RuleFindings
  ) {
    guard let check = PolicyCheck(document, resolved), check.purpose == .trust else { return }
    reportPodIdentity(check, &findings)
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

  /// Reports actions that EKS Pod Identity needs and no statement allows it.
  private static func reportPodIdentity(_ check: PolicyCheck, _ findings: inout RuleFindings) {
    let statements = check.allowing.filter { statement in
      statement.principal?.sense == .named
        && statement.principal?.services.contains { $0.value == "pods.eks.amazonaws.com" } == true
    }
    guard let actions = statements.first?.actions, actions.sense == .named, actions.isWhole,
      !actions.values.contains(where: { PolicyResource.isOpen($0.value) }),
      let first = actions.values.first
    else { return }
    let missing = ["sts:AssumeRole", "sts:TagSession"].filter { action in
      !statements.contains { $0.covers(action) }
    }
    guard !missing.isEmpty else { return }
    let edit =
      missing.count == 1
      ? check.layout.insert(missing[0], after: actions.values.last ?? first, actions.form) : nil
    findings.add(
      .podIdentityLacks(missing), at: first.span, help: .add(missing),
      fixes: edit.map { [FixIt(.add(missing), [$0], .unsafe)] } ?? [])
  }
}

extension Message {
  fileprivate static func actionWithoutToken(_ action: Located) -> Message {
    "`\(value: action.value)` does not let an OIDC token assume the role"
  }

  fileprivate static let provider: Message = "the OIDC provider"

  fileprivate static func podIdentityLacks(_ actions: [String]) -> Message {
    "EKS Pod Identity can't assume the role without \(actions.enumeration)"
  }

  fileprivate static func add(_ actions: [String]) -> Message {
    "add \(actions.enumeration) to `Action`"
  }
}
