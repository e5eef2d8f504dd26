import ConfigSyntax
package import Diagnostics
package import Terraform

/// An external Redis that is configured but not used.
package enum UnreadExternalRedis: TerraformRule {
  package static let id = DiagnosticID(
    "WB3127", "unread-external-redis", .warning,
    evidence: .read(
      by: .terraformModules, source: "References to the inputs in the modules' files"),
    Documentation(
      summary: "`external_redis_*` is set, but `use_external_redis` is not on.",
      explanation: """
        The module reads the host, port and parameters of an external Redis only when \
        `use_external_redis = true`; otherwise it creates a Redis of its own.
        """,
      failing: .aws("" + server),
      passing: .aws("use_external_redis  = true\n" + server)))

  package static func check(_ terraform: TerraformConfiguration, _ findings: inout RuleFindings) {
    for inputs in terraform.inputs where inputs.isOff("use_external_redis") {
      let names = ["external_redis_host", "external_redis_port", "external_redis_params"]
      guard let name = names.first(where: { inputs.value($0) != nil && !inputs.lacks($0) }),
        let value = inputs.value(name)
      else { continue }
      let span = inputs.spanOfFalse("use_external_redis")
      findings.add(
        .unread(name), at: value.span, of: name, inputs, help: .switchOn(orRemove: name),
        related: span.map { [Diagnostic.Label(.offHere, $0)] } ?? [])
    }
  }

  private static let server =
    "external_redis_host = \"redis.example.com\"\nexternal_redis_port = \"6379\""
}

extension Message {
  fileprivate static func unread(_ name: String) -> Message {
    "`\(name)` is not read while `use_external_redis` is off"
  }

  fileprivate static func switchOn(orRemove name: String) -> Message {
    "set `use_external_redis = true`, or remove `\(name)`"
  }

  fileprivate static let offHere: Message = "off here"
}
