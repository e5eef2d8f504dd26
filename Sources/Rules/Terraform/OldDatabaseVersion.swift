package import Diagnostics
package import Terraform

/// A release of MySQL that W&B Server does not run on.
package enum OldDatabaseVersion: TerraformRule {
  package static let id = DiagnosticID(
    "WB3141", "old-database-version", .warning,
    Documentation(
      summary: "The module is told to make a database of MySQL 5.7.",
      explanation: """
        W&B Server needs MySQL 8.0, from 8.0.32 on (Aurora: 3.05.2). Some releases of the modules \
        still let 5.7 pass, and the first ones had it as their default.
        """,
      failing: .aws("database_engine_version = \"5.7\""),
      passing: .aws("database_engine_version = \"8.0\"")))

  package static func check(_ terraform: TerraformConfiguration, _ report: inout RuleReport) {
    for inputs in terraform.inputs {
      for name in ["database_engine_version", "database_version"] {
        guard let version = inputs.text(name),
          ["5.6", "5.7", "MYSQL_5_6", "MYSQL_5_7"].contains(where: version.value.hasPrefix)
        else { continue }
        report.report(
          "`\(name)` is older than W&B Server needs", at: version.span, of: name, inputs,
          help: "move the database to MySQL 8.0")
      }
    }
  }
}
