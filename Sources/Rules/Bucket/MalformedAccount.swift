package import Diagnostics
package import Settings

/// An AWS account ID is not valid.
package enum MalformedAccount: Rule {
  package static let id = DiagnosticID(
    "WB3252", "malformed-account", .error,
    evidence: .read(
      by: .aws, source: "AWS Account Management reference, \"View AWS account identifiers\""),
    Documentation(
      summary: "The account ID is not 12 digits.",
      explanation: """
        The ID is part of the queue's ARN and of the conditions in policies, where AWS compares it \
        digit by digit; leading zeros belong to it, dashes do not.
        """,
      failing: .yaml(
        "global: {host: \"https://wandb.example.com\"}\n", .set("aws.account=1234-5678-9012")),
      passing: .yaml(
        "global: {host: \"https://wandb.example.com\"}\n", .set("aws.account=123456789012"))))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    let account = resolved.configuration.cloud.aws.account
    guard let text = account.literal, !AmazonResourceName.isAccount(text),
      let origin = resolved.origin(of: account)
    else { return }
    findings.add(
      .malformedAccount(origin.spelling), at: origin, setting: "aws.account", help: .writeAccount)
  }
}

extension Message {
  fileprivate static func malformedAccount(_ spelling: String) -> Message {
    "`\(spelling)` must be 12 digits"
  }

  fileprivate static let writeAccount: Message =
    "write the ID as `aws sts get-caller-identity` prints it"
}
