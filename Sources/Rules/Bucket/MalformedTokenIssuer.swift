package import Diagnostics
package import Settings

/// The issuer of a cluster's tokens is not written as IAM names it.
package enum MalformedTokenIssuer: Rule {
  package static let id = DiagnosticID(
    "WB3258", "malformed-token-issuer", .error,
    evidence: .read(
      by: .aws,
      source: "IAM user guide, \"Create an OpenID Connect (OIDC) identity provider in IAM\""),
    Documentation(
      summary: "The issuer of the cluster's tokens is not a host with a path.",
      explanation: """
        The trust policy contains it in the ARN of the identity provider and before `:aud` and \
        `:sub`. Write it as `aws eks describe-cluster --query cluster.identity.oidc.issuer` prints \
        it, `https://oidc.eks.REGION.amazonaws.com/id/ID`, without the scheme, or as the ARN of the \
        provider.
        """,
      failing: .yaml(
        "global: {host: \"https://wandb.example.com\"}\n",
        .set("aws.oidcProvider=https://oidc.eks.us-east-1.amazonaws.com/id/0A1B/")),
      passing: .yaml(
        "global: {host: \"https://wandb.example.com\"}\n",
        .set("aws.oidcProvider=https://oidc.eks.us-east-1.amazonaws.com/id/0A1B"))))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    let setting = resolved.configuration.cloud.aws.identityProvider
    guard let text = setting.literal, let origin = resolved.origin(of: setting),
      let (fault, help) = fault(of: TokenIssuer.name(text))
    else { return }
    findings.add(
      .setting(origin.spelling, fault), at: origin, setting: "aws.oidcProvider", help: help)
  }

  private static func fault(of text: String) -> (fault: Message, help: Message)? {
    if text.holds("://") { return (.otherScheme, .writeHostAndPath) }
    if text.hasPrefix("arn:") { return (.arn, .writeEndOfARN) }
    if text.hasSuffix("/") { return (.trailingSlash, .removeSlash) }
    let host = text.prefix { $0 != "/" }
    return host.contains(".") && text.utf8.allSatisfy(isAllowed)
      ? nil : (.notHostWithPath, .writeHostAndPath)
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    byte.isLetter || byte.isDigit || "-._/".utf8.contains(byte)
  }
}

extension Message {
  fileprivate static let otherScheme: Message = "has a scheme other than https"

  fileprivate static let arn: Message = "is the ARN of something other than an OIDC provider"

  fileprivate static let writeEndOfARN: Message = "write the part after `oidc-provider/`"

  fileprivate static let trailingSlash: Message = "ends with a slash"

  fileprivate static let removeSlash: Message = "remove the trailing slash"

  fileprivate static let notHostWithPath: Message = "is not a host with a path"

  fileprivate static let writeHostAndPath: Message =
    "write HOST/PATH, as in oidc.eks.REGION.amazonaws.com/id/ID"
}
