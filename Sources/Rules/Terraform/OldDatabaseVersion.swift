package import Diagnostics
package import Terraform

/// A MySQL version that W&B Server does not support.
package enum OldDatabaseVersion: TerraformRule {
  package static let id = DiagnosticID(
    "WB3141", "old-database-version", .warning,
    evidence: .read(by: .server, source: "W&B documentation, \"MySQL database\": 8.0.32 or newer"),
    Documentation(
      summary: "The module is set to create a MySQL 5.7 database.",
      explanation: """
        W&B Server needs MySQL 8.0, at least 8.0.32 (Aurora: 3.05.2). Some module releases still \
        accept 5.7, and the first ones used it by default.
        """,
      failing: .aws("database_engine_version = \"5.7\""),
      passing: .aws("database_engine_version = \"8.0\"")))

  package static func check(_ terraform: TerraformConfiguration, _ findings: inout RuleFindings) {
    for inputs in terraform.inputs {
      for name in ["database_engine_version", "database_version"] {
        guard let version = inputs.text(name),
          ["5.6", "5.7", "MYSQL_5_6", "MYSQL_5_7"].contains(where: version.value.hasPrefix)
        else { continue }
        findings.add(
          .tooOld(name), at: version.span, of: name, inputs, help: .upgradeDatabase)
      }
    }
  }
}

extension Message {
  fileprivate static func tooOld(_ name: String) -> Message {
    "`\(name)` is too old for W&B Server"
  }

  fileprivate static let upgradeDatabase: Message = "upgrade the database to MySQL 8.0"
}
