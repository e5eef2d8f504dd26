package import Diagnostics
package import Terraform

/// A queue outside the server is requested, but the module creates none.
package enum QueueForcedInternal: TerraformRule {
  package static let id = DiagnosticID(
    "WB3138", "queue-forced-internal", .note,
    evidence: .read(by: .terraformModules, source: "References to the inputs in module aws"),
    Documentation(
      summary: "`use_internal_queue = false` has no effect when `bucket_name` is set.",
      explanation: """
        With an existing bucket, the module for AWS always uses the queue inside the server, \
        `internal://`.
        """,
      failing: .aws(bucket + "use_internal_queue = false"),
      passing: .aws(bucket + "use_internal_queue = true")))

  package static func check(_ terraform: TerraformConfiguration, _ findings: inout RuleFindings) {
    let name = "use_internal_queue"
    for inputs in terraform.inputs where inputs.call.module == .aws {
      guard let span = inputs.spanOfFalse(name), let bucket = inputs.text("bucket_name") else {
        continue
      }
      findings.add(
        .noEffect(name), at: span, of: name, inputs, help: .remove,
        related: [Diagnostic.Label(.existingBucket, bucket.span)],
        fixes: inputs.removal(of: name))
    }
  }

  private static let bucket = "bucket_name        = \"wandb-files\"\n"
}

extension Message {
  fileprivate static func noEffect(_ name: String) -> Message {
    "`\(name) = false` has no effect when `bucket_name` is set"
  }

  fileprivate static let remove: Message = "remove it"

  fileprivate static let existingBucket: Message = "the existing bucket"
}
