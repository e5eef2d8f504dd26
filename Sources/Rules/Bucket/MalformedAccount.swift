package import Diagnostics
package import Settings

/// The ID of an account of AWS is none.
package enum MalformedAccount: Rule {
  package static let id = DiagnosticID(
    "WB3252", "malformed-account", .error,
    Documentation(
      summary: "The ID of the account is not 12 digits.",
      explanation: """
        It stands in the ARN of the queue and in the conditions of policies, where AWS compares it \
        digit by digit; zeros in front belong to it, dashes do not.
        """,
      failing: .yaml(
        "global: {host: \"https://wandb.example.com\"}\n", .set("aws.account=1234-5678-9012")),
      passing: .yaml(
        "global: {host: \"https://wandb.example.com\"}\n", .set("aws.account=123456789012"))))

  package static func check(_ resolved: ResolvedConfiguration, _ report: inout RuleReport) {
    let account = resolved.configuration.cloud.aws.account
    guard let text = account.literal, !AmazonResourceName.isAccount(text),
      let place = resolved.origin(of: account)
    else { return }
    report.report(
      "`\(place.spelling)` is not 12 digits", at: place, setting: "aws.account",
      help: "write the ID as `aws sts get-caller-identity` prints it")
  }
}
