package import CloudDocuments
package import Diagnostics
package import Settings

/// A trust policy for a cluster on EKS expects an audience that its tokens do not have by default.
package enum UnusualTokenAudience: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3278", "unusual-token-audience", .warning,
    evidence: .read(by: .aws, source: "EKS user guide, \"IAM roles for service accounts\""),
    Documentation(
      summary: "A trust policy expects an audience other than the one that EKS asks for.",
      explanation: """
        EKS mounts tokens for the audience `sts.amazonaws.com`, unless the service account has \
        the annotation `eks.amazonaws.com/audience` (EKS user guide, "IAM roles for service \
        accounts").
        """,
      failing: example("sts.us-east-1.amazonaws.com"), passing: example("sts.amazonaws.com")))

  private static func example(_ audience: String) -> Example {
    let issuer = "oidc.eks.us-east-1.amazonaws.com/id/0A1B2C3D"
    return ExamplePolicy.trust(
      """
      {"StringEquals": {
            "\(issuer):aud": "\(audience)",
            "\(issuer):sub": "system:serviceaccount:default:wandb-app"
          }}
      """, issuer: issuer)
  }

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ findings: inout RuleFindings
  ) {
    guard let check = PolicyCheck(document, resolved), check.purpose == .trust,
      !resolved.accountAnnotations.contains(where: { $0.key == "eks.amazonaws.com/audience" })
    else { return }
    for condition in check.allowing.compactMap(TokenTrust.init).flatMap(\.claims) {
      let (issuer, claim) = TokenTrust.claim(condition.key.value)
      let isUsual = condition.values.contains { value in
        value.value.hasPrefix(TokenTrust.audience) || Wildcard.isIn(value.value)
          || TokenTrust.meantAudience(value.value) != nil
      }
      guard claim == "aud", issuer.hasPrefix("oidc.eks."), !isUsual,
        let value = condition.values.first
      else { continue }
      findings.add(
        .unusual(value), at: value.span, help: .writeUsual,
        fixes: [.write("sts.amazonaws.com", for: value)])
    }
  }
}

extension Message {
  fileprivate static func unusual(_ value: Located) -> Message {
    "EKS tokens do not have the audience `\(value: value.value.prefix(80))` by default"
  }

  fileprivate static let writeUsual: Message = """
    write `sts.amazonaws.com`, or set the annotation `eks.amazonaws.com/audience` on the service \
    account
    """
}
