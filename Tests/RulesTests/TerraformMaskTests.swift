import Diagnostics
import Pipeline
import Reporting
import TestSupport
import Testing

/// What frames on a Terraform directory show of secrets.
@Suite struct TerraformMaskTests {
  /// The findings as they are printed.
  private func printed(
    _ files: [(String, String)], environment: [String: String] = [:]
  ) -> String {
    let compilation = Compiler.compile(
      files.map { Check.input($0.0, $0.1) } + [.environment(environment)], Check.options)
    let findings = Findings(compilation.report, detail: .frames)
    return TextRenderer(.findingsOnly).render(findings)
  }

  // MARK: The environment

  @Test(arguments: [
    ("wandb_license", "number", "hunter2"), ("db_password", "list(string)", "[\"hunter2\", {}]"),
    ("db_pw", "number", "hunter2"), ("u", "number", "https://me:hunter2@host/x"),
    ("u", "number", "{ password = \"hunter2\" }"),
    ("u", "list(string)", "{ db = { password = \"hunter2\" } }"),
    ("u", "map(number)", "{ db_pw = \"hunter2\" }"),
  ])
  func valuesOfTheEnvironmentAreMasked(_ name: String, _ type: String, _ value: String) {
    let text = "variable \"\(name)\" {\n  type = \(type)\n}\n"
    let shown = printed([("main.tf", text)], environment: ["TF_VAR_\(name)": value])
    #expect(shown.contains("WB2103"))
    #expect(!shown.contains("hunter2"), "\(shown)")
  }

  @Test(arguments: ["hunter2", "[\"hunter2\"", "hunter2(1)", "hunter2`hunter2"])
  func valuesOfSensitiveVariablesAreMasked(_ value: String) {
    let text = "variable \"plain\" {\n  type      = list(string)\n  sensitive = true\n}\n"
    let shown = printed([("main.tf", text)], environment: ["TF_VAR_plain": value])
    #expect(!shown.isEmpty)
    #expect(!shown.contains("hunter2"), "\(shown)")
  }

  @Test func aSecretWithoutQuotesIsNotQuoted() {
    let files = [
      ("main.tf", "variable \"license\" {}\n"), ("terraform.tfvars", "license = hunter2\n"),
    ]
    let shown = printed(files)
    #expect(shown.contains("put text in double quotes"))
    #expect(!shown.contains("hunter2"), "\(shown)")
  }

  @Test func otherValuesOfTheEnvironmentAreShown() {
    let text = "variable \"size\" {\n  type = number\n}\n"
    let shown = printed([("main.tf", text)], environment: ["TF_VAR_size": "small"])
    #expect(shown.contains("TF_VAR_size=small"))
  }

  @Test func valuesOfTheEnvironmentForAModuleAreMasked() {
    let shown = printed(
      [("prod.tfvars", "eks_cluster_version = \"1.33\"\nsubdomain = \"wandb\"\n")],
      environment: ["TF_VAR_license": "hunter2"])
    #expect(shown.contains("TF_VAR_license"))
    #expect(!shown.contains("hunter2"), "\(shown)")
  }

  // MARK: Expressions

  @Test(arguments: [
    "var.n == \"hunter2\" ? var.nope : \"x\"", "var.n[\"hunter2\"] + var.nope",
    "var.n[*][\"hunter2\"][var.nope]", "[for k in var.n : k if k == \"hunter2\" && var.nope]",
    "{ for k in var.n : \"hunter2\" => var.nope }", "{ (\"${var.nope}hunter2\") = 1 }",
    "\"%{ if var.n == \"hunter2\" }${var.nope}%{ endif }\"",
    "\"%{ for k in [\"hunter2\"] }${var.nope}%{ endfor }\"",
  ])
  func everyPieceOfASecretIsMasked(_ expression: String) {
    let text = "variable \"n\" {}\nlocals {\n  db_password = \(expression)\n}\n"
    let shown = printed([("main.tf", text)])
    #expect(shown.contains("var.nope") || shown.contains("nope"))
    #expect(!shown.contains("hunter2"), "\(shown)")
  }

  @Test(arguments: [
    "var.n == \"https://me:hunter2@h/x\" ? var.nope : \"x\"",
    "[for k in var.n : k if k == \"https://me:hunter2@h/x\" && var.nope]",
    "{ for k in var.n : \"https://me:hunter2@h/x\" => var.nope }",
    "var.n[\"https://me:hunter2@h/x\"] + var.nope",
    "\"a${jsonencode({ password = \"hunter2\" })}${var.nope}\"",
  ])
  func secretsInEveryPieceOfAnExpressionAreMasked(_ expression: String) {
    let shown = printed([
      ("main.tf", "variable \"n\" {}\noutput \"o\" {\n  value = \(expression)\n}\n")
    ])
    #expect(shown.contains("nope"))
    #expect(!shown.contains("hunter2"), "\(shown)")
  }
}
