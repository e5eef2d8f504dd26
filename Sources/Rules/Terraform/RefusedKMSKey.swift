package import Diagnostics
import Settings
package import Terraform

/// A KMS key that the module for AWS refuses.
package enum RefusedKMSKey: TerraformRule {
  package static let id = DiagnosticID(
    "WB3131", "refused-kms-key", .error,
    Documentation(
      summary: "An input for a KMS key is not the ARN of a key in partition `aws`.",
      explanation: """
        The module checks `bucket_kms_key_arn` and `database_kms_key_arn`: \
        `arn:aws:kms:REGION:ACCOUNT:key/ID`. An alias does not pass, nor does a key in \
        `aws-us-gov` or `aws-cn` (wandb/terraform-aws-wandb#248, #249).
        """,
      failing: .aws("database_kms_key_arn = \"alias/wandb\""),
      passing: .aws(
        "database_kms_key_arn = \"arn:aws:kms:eu-central-1:123456789012:key/0a1b2c\"")))

  /// Those of which the release checks the partition, and those that only RDS reads.
  private static let names = [
    "bucket_kms_key_arn", "database_kms_key_arn", "db_kms_key_arn",
    "database_performance_insights_kms_key_arn",
  ]

  package static func check(_ terraform: TerraformConfiguration, _ report: inout RuleReport) {
    for inputs in terraform.inputs where inputs.call.module == .aws {
      for name in names {
        guard let key = inputs.text(name), let (fault, help) = fault(of: key.value, name) else {
          continue
        }
        report.report("`\(name)` is \(fault)", at: key.span, of: name, inputs, help: help)
      }
    }
  }

  private static func fault(of key: String, _ name: String) -> (fault: String, help: String)? {
    guard AmazonResourceName(key)?.regionOfKey != nil else {
      // The shape of the bucket's key is a setting's, with a finding of its own.
      guard name != "bucket_kms_key_arn" else { return nil }
      return key.contains("alias/")
        ? ("an alias, not a key", "write the ARN of the key that the alias stands for")
        : ("no ARN of a KMS key", "write arn:aws:kms:REGION:ACCOUNT:key/ID")
    }
    guard name.hasPrefix("bucket") || name.hasPrefix("database_kms"), !key.hasPrefix("arn:aws:")
    else { return nil }
    return (
      "a key of another partition than `aws`", "leave it empty: the module then makes a key"
    )
  }
}
