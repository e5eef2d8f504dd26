package import Diagnostics
package import Settings

/// Whom a policy is about is not named by the ARN of one identity.
package enum MalformedPrincipal: Rule {
  package static let id = DiagnosticID(
    "WB3253", "malformed-principal", .error,
    Documentation(
      summary: "A principal is not the ARN of a role, a user or an account.",
      explanation: """
        The forms are `arn:aws:iam::ACCOUNT:role/NAME`, `…:user/NAME` and `…:root`. A policy \
        matches a principal as a whole: AWS refuses wildcards in its ARN, and a session \
        (`arn:aws:sts::…:assumed-role/…`) ends with its credentials, so the role is named instead.
        """,
      failing: .yaml(
        "global: {host: \"https://wandb.example.com\"}\n",
        .set("aws.principal=arn:aws:iam::123456789012:role/*")),
      passing: .yaml(
        "global: {host: \"https://wandb.example.com\"}\n",
        .set("aws.principal=arn:aws:iam::123456789012:role/wandb"))))

  package static func check(_ resolved: ResolvedConfiguration, _ report: inout RuleReport) {
    let settings = resolved.configuration.cloud.aws
    for (name, setting) in [
      ("aws.principal", settings.principal), ("aws.administrator", settings.administrator),
    ] {
      guard let text = setting.literal, let place = resolved.origin(of: setting),
        let (fault, help) = fault(of: text)
      else { continue }
      report.report("`\(place.spelling)` \(fault)", at: place, setting: name, help: help)
    }
  }

  private static func fault(of text: String) -> (fault: String, help: String)? {
    let forms = "write arn:aws:iam::ACCOUNT:role/NAME, …:user/NAME or …:root"
    if text.contains(where: { $0 == "*" || $0 == "?" }) {
      return ("holds a wildcard, which AWS refuses in a principal", "name one role")
    }
    guard let name = AmazonResourceName(text) else {
      return AmazonResourceName.isAccount(text)
        ? ("is an account, not an ARN", "write arn:aws:iam::\(text):root for the whole account")
        : ("is no ARN", forms)
    }
    if name.service == "sts" {
      return ("is a session of a role", "name the role itself: arn:aws:iam::ACCOUNT:role/NAME")
    }
    return name.isIdentity ? nil : ("is no ARN of a role, a user or an account", forms)
  }
}
