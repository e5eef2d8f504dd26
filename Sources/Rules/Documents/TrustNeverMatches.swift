package import CloudDocuments
package import Diagnostics
package import Settings

/// A trust policy names a provider, an audience or a subject that no token has.
package enum TrustNeverMatches: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3277", "trust-never-matches", .error,
    evidence: .read(
      by: .aws,
      source: """
        IAM user guide, "Create an OpenID Connect (OIDC) identity provider in IAM"; EKS user \
        guide, "IAM roles for service accounts"
        """),
    Documentation(
      summary:
        "A trust policy has a provider or a condition that no service account's token meets.",
      explanation: """
        IAM names an OIDC provider by its issuer without `https://`, and the claims of its tokens \
        by the same name: `oidc.eks.REGION.amazonaws.com/id/ID:sub`. A key of another provider is \
        absent from the request, so a comparison with it fails. The subject of a service account is \
        `system:serviceaccount:NAMESPACE:NAME`, and the audience that EKS asks for is \
        `sts.amazonaws.com`, without a scheme (IAM user guide, "Available keys for AWS OIDC \
        federation"; EKS user guide, "IAM roles for service accounts").
        """,
      failing: ExamplePolicy.trust(
        #"{"StringEquals": {"oidc.example.com:sub": "system:serviceaccount:wandb-app"}}"#),
      passing: ExamplePolicy.trust(
        #"{"StringEquals": {"oidc.example.com:sub": "system:serviceaccount:default:wandb-app"}}"#)))

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ findings: inout RuleFindings
  ) {
    guard let check = PolicyCheck(document, resolved), check.purpose == .trust else { return }
    for statement in check.allowing {
      guard let trust = TokenTrust(statement) else { continue }
      for provider in trust.providers { report(provider, document.layout, &findings) }
      for condition in trust.claims { report(condition, of: trust, document.layout, &findings) }
    }
  }

  private static func report(
    _ provider: Located, _ layout: DocumentLayout, _ findings: inout RuleFindings
  ) {
    let issuer = TokenTrust.issuer(of: provider)
    guard isARN(provider) else {
      return findings.add(.notARN(provider), at: provider.span, help: .writeProviderARN(issuer))
    }
    let parts = provider.value.split(separator: "/", maxSplits: 1)
    guard parts.count == 2, parts[1] != issuer else { return }
    findings.add(
      .wrongIssuer(provider), at: provider.span, help: .write(value: "\(parts[0])/\(issuer)"),
      fixes: layout.fixes(
        quoting: "\(parts[0])/\(issuer)", at: provider.span, .write(value: issuer)))
  }

  /// Whether the text is the ARN of a provider in an account; IAM has no regions.
  private static func isARN(_ provider: Located) -> Bool {
    guard provider.value.contains(":oidc-provider/"), let resource = PolicyResource(provider) else {
      return false
    }
    return resource.service == "iam" && resource.region.isEmpty
      && AmazonResourceName.isAccount(resource.account)
  }

  private static func report(
    _ condition: PolicyCondition, of trust: TokenTrust, _ layout: DocumentLayout,
    _ findings: inout RuleFindings
  ) {
    let (name, claim) = TokenTrust.claim(condition.key.value)
    let issuers = trust.providers.map(TokenTrust.issuer)
    let isSame = issuers.contains { $0.lowercased() == name.lowercased() }
    if !isSame {
      let help = issuers.first.map { Message.write(value: "\($0):\(claim)") }
      let fixes = issuers.first.flatMap { issuer in
        issuers.count == 1
          ? layout.fixes(
            quoting: "\(issuer):\(claim)", at: condition.key.span, .write(value: issuer)) : nil
      }
      findings.add(
        .otherProvider(condition.key), at: condition.key.span, help: help,
        related: trust.providers.prefix(1).map { .init(.trustedProvider, $0.span) },
        fixes: fixes ?? [])
    }
    let isPattern = condition.comparison.value.lowercased().contains("like")
    let faults = condition.values.map { value in
      claim == "aud"
        ? TokenTrust.meantAudience(value.value)
        : TokenTrust.fault(ofSubject: value, of: name, isPattern)
    }
    // One value that can match is enough for the condition to hold.
    guard ["aud", "sub"].contains(claim), faults.allSatisfy({ $0 != nil }) else { return }
    for (value, meant) in zip(condition.values, faults) {
      let help = meant.map { Message.write(value: $0) }
      let fixes =
        claim == "aud" ? meant.map { layout.fixes(quoting: $0, at: value.span, .write($0)) } : nil
      findings.add(
        claim == "aud" ? .audience(value) : .subject(value), at: value.span, help: help,
        fixes: fixes ?? [])
    }
  }
}

extension Message {
  fileprivate static func notARN(_ provider: Located) -> Message {
    "`\(value: provider.value.prefix(100))` is not the ARN of an OIDC provider"
  }

  fileprivate static func writeProviderARN(_ issuer: String) -> Message {
    "write `arn:aws:iam::ACCOUNT:oidc-provider/\(value: issuer.prefix(100))`"
  }

  fileprivate static func wrongIssuer(_ provider: Located) -> Message {
    """
    `\(value: provider.value.prefix(120))` must end with the issuer as IAM names it, without \
    `https://` and without a trailing slash
    """
  }

  fileprivate static func otherProvider(_ key: Located) -> Message {
    "no token of the trusted provider has the key `\(value: key.value.prefix(100))`"
  }

  fileprivate static let trustedProvider: Message = "the trusted provider"

  fileprivate static func audience(_ value: Located) -> Message {
    "no token has the audience `\(value: value.value.prefix(80))`"
  }

  fileprivate static func subject(_ value: Located) -> Message {
    "no service account has the subject `\(value: value.value.prefix(100))`"
  }
}
