package import Diagnostics
package import Terraform

/// A queue outside the server is asked for, and the module makes none.
package enum QueueForcedInternal: TerraformRule {
  package static let id = DiagnosticID(
    "WB3138", "queue-forced-internal", .note,
    Documentation(
      summary: "`use_internal_queue = false` has no effect beside `bucket_name`.",
      explanation: """
        With a bucket that exists already the module for AWS always uses the queue inside the \
        server: `internal://`.
        """,
      failing: .aws(bucket + "use_internal_queue = false"),
      passing: .aws(bucket + "use_internal_queue = true")))

  private static let bucket = "bucket_name        = \"wandb-files\"\n"

  package static func check(_ terraform: TerraformConfiguration, _ report: inout RuleReport) {
    let name = "use_internal_queue"
    for inputs in terraform.inputs where inputs.call.module == .aws {
      guard let span = inputs.placeOff(name), let bucket = inputs.text("bucket_name") else {
        continue
      }
      report.report(
        "`\(name) = false` has no effect beside `bucket_name`", at: span, of: name, inputs,
        help: "leave it out", related: [Diagnostic.Label("the bucket", bucket.span)])
    }
  }
}
