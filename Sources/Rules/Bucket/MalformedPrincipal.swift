package import Diagnostics
package import Settings

/// A policy's principal is not the ARN of a single identity.
package enum MalformedPrincipal: Rule {
  package static let id = DiagnosticID(
    "WB3253", "malformed-principal", .error,
    Documentation(
      summary: "A principal is not the ARN of a role, a user or an account.",
      explanation: """
        The forms are `arn:aws:iam::ACCOUNT:role/NAME`, `…:user/NAME` and `…:root`. A policy \
        matches a principal as a whole: AWS refuses wildcards in its ARN. A session \
        (`arn:aws:sts::…:assumed-role/…`) ends when its credentials expire, so name the role \
        instead.
        """,
      failing: .yaml(
        "global: {host: \"https://wandb.example.com\"}\n",
        .set("aws.principal=arn:aws:iam::123456789012:role/*")),
      passing: .yaml(
        "global: {host: \"https://wandb.example.com\"}\n",
        .set("aws.principal=arn:aws:iam::123456789012:role/wandb"))))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    let settings = resolved.configuration.cloud.aws
    for (name, setting) in [
      ("aws.principal", settings.principal), ("aws.administrator", settings.administrator),
    ] {
      guard let text = setting.literal, let place = resolved.origin(of: setting),
        let (fault, help) = fault(of: text)
      else { continue }
      findings.add("`\(place.spelling)` \(fault)", at: place, setting: name, help: help)
    }
  }

  private static func fault(of text: String) -> (fault: Message, help: Message)? {
    let forms: Message = "write arn:aws:iam::ACCOUNT:role/NAME, …:user/NAME or …:root"
    if text.contains(where: { $0 == "*" || $0 == "?" }) {
      return ("contains a wildcard, which AWS refuses in a principal", "name one role")
    }
    guard let name = AmazonResourceName(text) else {
      return AmazonResourceName.isAccount(text)
        ? (
          "is an account ID, not an ARN",
          "write arn:aws:iam::\(value: text):root for the whole account"
        )
        : ("is not an ARN", forms)
    }
    if name.service == "sts" {
      return ("is a role session", "name the role itself: arn:aws:iam::ACCOUNT:role/NAME")
    }
    return name.isIdentity ? nil : ("is not the ARN of a role, a user or an account", forms)
  }
}
