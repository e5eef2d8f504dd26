package import Diagnostics
package import Settings

/// A policy's principal is not the ARN of a single identity.
package enum MalformedPrincipal: Rule {
  package static let id = DiagnosticID(
    "WB3253", "malformed-principal", .error,
    evidence: .read(by: .aws, source: "IAM user guide, \"Principal\""),
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
    guard !resolved.configuration.cloud.areNamesAbsent else { return }
    let settings = resolved.configuration.cloud.aws
    for (name, setting) in [
      ("aws.principal", settings.principal), ("aws.administrator", settings.administrator),
    ] {
      guard let text = setting.literal, let origin = resolved.origin(of: setting),
        let (fault, help) = fault(of: text)
      else { continue }
      findings.add(.setting(origin.spelling, fault), at: origin, setting: name, help: help)
    }
  }

  private static func fault(of text: String) -> (fault: Message, help: Message)? {
    if text.contains(where: { $0 == "*" || $0 == "?" }) { return (.wildcard, .nameOneRole) }
    guard let name = AmazonResourceName(text) else {
      return AmazonResourceName.isAccount(text)
        ? (.account, .writeRoot(of: text)) : (.notARN, .writePrincipal)
    }
    if name.service == "sts" { return (.roleSession, .nameRoleItself) }
    return name.isIdentity ? nil : (.notIdentity, .writePrincipal)
  }
}

extension Message {
  fileprivate static let wildcard: Message = "contains a wildcard, which AWS refuses in a principal"

  fileprivate static let nameOneRole: Message = "name one role"

  fileprivate static let account: Message = "is an account ID, not an ARN"

  fileprivate static func writeRoot(of account: String) -> Message {
    "write arn:aws:iam::\(value: account):root for the whole account"
  }

  fileprivate static let notARN: Message = "is not an ARN"

  fileprivate static let roleSession: Message = "is a role session"

  fileprivate static let nameRoleItself: Message =
    "name the role itself: arn:aws:iam::ACCOUNT:role/NAME"

  fileprivate static let notIdentity: Message = "is not the ARN of a role, a user or an account"

  fileprivate static let writePrincipal: Message =
    "write arn:aws:iam::ACCOUNT:role/NAME, …:user/NAME or …:root"
}
