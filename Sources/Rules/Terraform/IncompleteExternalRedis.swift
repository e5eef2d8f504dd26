package import Diagnostics
package import Terraform

/// An external Redis without its host or port.
package enum IncompleteExternalRedis: TerraformRule {
  package static let id = DiagnosticID(
    "WB3126", "incomplete-external-redis", .error,
    evidence: .read(
      by: .terraformModules, source: "wandb/operator#292; wandb/terraform-google-wandb#229"),
    Documentation(
      summary: "`use_external_redis` is on, but the server's host or port is missing.",
      explanation: """
        The module passes `external_redis_host` and `external_redis_port` on as they are, even \
        when they are empty (wandb/operator#292, wandb/terraform-google-wandb#229). To use TLS, \
        append it to the port, as in `6379?tls=true`; the chart splits the two. \
        `external_redis_params` is an `object({})`, which can't hold anything.
        """,
      failing: .aws("use_external_redis  = true\n" + host),
      passing: .aws(
        "use_external_redis  = true\n" + host + "\nexternal_redis_port = \"6379\"")))

  package static func check(_ terraform: TerraformConfiguration, _ findings: inout RuleFindings) {
    for inputs in terraform.inputs {
      guard let span = inputs.spanOfTrue("use_external_redis") else { continue }
      let missing = ["external_redis_host", "external_redis_port"].filter(inputs.lacks)
      guard !missing.isEmpty else { continue }
      findings.add(
        .missing(missing), at: span, of: "use_external_redis", inputs, help: .set(missing))
    }
  }

  private static let host = "external_redis_host = \"redis.example.com\""
}

extension Message {
  fileprivate static func missing(_ names: [String]) -> Message {
    """
    `use_external_redis` is on, but \(names.enumeration) \(names.count == 1 ? "is" : "are") not set
    """
  }

  fileprivate static func set(_ names: [String]) -> Message { "set \(names.enumeration)" }
}
