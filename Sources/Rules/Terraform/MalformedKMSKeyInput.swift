package import Diagnostics
import Settings
package import Terraform

/// A KMS key that the module for AWS rejects.
package enum MalformedKMSKeyInput: TerraformRule {
  package static let id = DiagnosticID(
    "WB3131", "malformed-kms-key-input", .error,
    evidence: .read(
      by: .terraform,
      source: "`validation` blocks of module aws; wandb/terraform-aws-wandb#248, #249"),
    Documentation(
      summary: "An input for a KMS key is not the ARN of a key in partition `aws`.",
      explanation: """
        The module checks `bucket_kms_key_arn` and `database_kms_key_arn`: \
        `arn:aws:kms:REGION:ACCOUNT:key/ID`. It accepts neither an alias nor a key in \
        `aws-us-gov` or `aws-cn` (wandb/terraform-aws-wandb#248, #249).
        """,
      failing: .aws("database_kms_key_arn = \"alias/wandb\""),
      passing: .aws(
        "database_kms_key_arn = \"arn:aws:kms:eu-central-1:123456789012:key/0a1b2c\"")))

  package static func check(_ terraform: TerraformConfiguration, _ findings: inout RuleFindings) {
    for inputs in terraform.inputs where inputs.call.module == .aws {
      for name in names {
        guard let key = inputs.text(name), let (fault, help) = fault(of: key.value, name) else {
          continue
        }
        findings.add(.isNotKey(name, fault), at: key.span, of: name, inputs, help: help)
      }
    }
  }

  /// The inputs whose partition the release checks, and those that only RDS reads.
  private static let names = [
    "bucket_kms_key_arn", "database_kms_key_arn", "db_kms_key_arn",
    "database_performance_insights_kms_key_arn",
  ]

  /// What the text is instead, and what to do; nil for a key that the module accepts.
  private static func fault(of key: String, _ name: String) -> (fault: Message, help: Message)? {
    guard AmazonResourceName(key)?.regionOfKey != nil else {
      // The bucket's key is a setting, whose shape has its own finding.
      guard name != "bucket_kms_key_arn" else { return nil }
      return key.contains("alias/")
        ? (.alias, .useARNOfKey) : (.notARN, .writeARN)
    }
    guard name.hasPrefix("bucket") || name.hasPrefix("database_kms"), !key.hasPrefix("arn:aws:")
    else { return nil }
    return (.otherPartition, .leaveEmpty)
  }
}

extension Message {
  fileprivate static func isNotKey(_ name: String, _ fault: Message) -> Message {
    "`\(name)` is \(fault)"
  }

  fileprivate static let alias: Message = "an alias, not a key"
  fileprivate static let useARNOfKey: Message = "use the ARN of the key that the alias refers to"

  fileprivate static let notARN: Message = "not the ARN of a KMS key"
  fileprivate static let writeARN: Message = "write arn:aws:kms:REGION:ACCOUNT:key/ID"

  fileprivate static let otherPartition: Message = "a key outside the partition `aws`"
  fileprivate static let leaveEmpty: Message = "leave it empty, and the module creates a key"
}
