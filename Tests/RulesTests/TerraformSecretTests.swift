import Diagnostics
import Pipeline
import Testing

/// Findings on Terraform keep secrets to themselves, whatever way they come.
@Suite struct TerraformSecretTests {
  private static let secret = "Hunter2secret"

  /// The findings on one input of module google, or of another one, which gets a secret.
  private func findings(
    _ inputs: String, extra: String, module: String = "google", version: String = "10.8.2",
    values: String = ""
  ) -> [PrintableDiagnostic] {
    let main = """
      \(extra)
      module "w" {
        source  = "wandb/wandb/\(module)"
        version = "\(version)"
        \(inputs)
      }

      """
    var files = [("main.tf", main)]
    if !values.isEmpty { files.append(("terraform.tfvars", values)) }
    return Sample(files: files).compilation.report.findings
  }

  /// Everything that a finding says.
  private func text(_ finding: PrintableDiagnostic) -> String {
    ([finding.message, finding.label, finding.help ?? ""] + finding.related.map(\.message)
      + finding.fixes.map(\.summary)).joined(separator: "\n")
  }

  @Test(arguments: [
    ("variable \"pw\" { sensitive = true }", "pw", "oidc_auth_method = var.pw", "WB2007"),
    ("variable \"db_password\" {}", "db_password", "oidc_auth_method = var.db_password", "WB2007"),
    ("variable \"pw\" { sensitive = true }", "pw", "database_version = var.pw", "WB3124"),
    ("variable \"pw\" { sensitive = true }", "pw", "allowed_inbound_cidrs = [var.pw]", "WB3122"),
    (
      "variable \"pw\" { sensitive = true }", "pw",
      "other_wandb_env = { OIDC_AUTH_METHOD = \"${var.pw}x\" }", "WB2007"
    ),
  ])
  func aValueOfASecretVariableIsInNoMessage(
    _ variable: String, _ name: String, _ input: String, _ code: String
  ) {
    let found = findings(input, extra: variable, values: "\(name) = \"\(Self.secret)\"\n")
    #expect(found.contains { $0.id.code == code } || code == "WB3124")
    #expect(found.allSatisfy { !text($0).contains(Self.secret) })
  }

  @Test(arguments: [
    ("variable \"hook\" { sensitive = true }", "\"${var.hook}/path\"", "hook = \"Hunter2secret\""),
    (
      """
      variable "m" { default = { password = "Hunter2secret" } }
      locals {
        y = var.m.password
        z = "${local.y}-more"
      }
      """, "local.z", ""
    ),
    (
      """
      variable "hook" { sensitive = true }
      locals { all = { a = { b = upper(var.hook) } } }
      """, "local.all.a.b", "hook = \"hunter2secret\""
    ),
    (
      "variable \"parts\" {\n  sensitive = true\n}\n",
      "join(\"\", [for part in var.parts : \"${part}secret\"])", "parts = [\"Hunter2\"]"
    ),
  ])
  func aHostThatIsMadeOfASecretIsInNoHelp(_ extra: String, _ host: String, _ values: String) {
    let found = findings(
      "host = \(host)", extra: extra, module: "kubernetes", version: "1.14.1", values: values)
    let help = found.filter { $0.id.code == "WB3015" }.map { $0.help ?? "" }
    #expect(help.count == 1)
    #expect(help.allSatisfy { $0.hasPrefix("write https://") })
    #expect(found.allSatisfy { !text($0).lowercased().contains("hunter2") })
  }

  @Test func aMemberNextToASecretOneIsShown() {
    let found = findings(
      "host = local.site.host",
      extra: """
        locals { site = { host = "wandb.example.com", password = "Hunter2secret" } }
        """, module: "kubernetes", version: "1.14.1")
    let help = found.filter { $0.id.code == "WB3015" }.map(\.help)
    #expect(help == ["write https://wandb.example.com"])
  }

  @Test func aValueNextToASecretInACallIsShown() {
    let found = findings(
      """
      spec = {
        values = merge(var.values, {
          global = { bucket = { provider = "azur", name = "b-a" }, mysql = { password = var.pw } }
        })
      }
      """,
      extra: """
        variable "values" { default = {} }
        variable "pw" { default = "Hunter2secret" }
        """, module: "helm", version: "3.0.0")
    let messages = found.filter { $0.id.code == "WB3002" }.map(\.message)
    #expect(
      messages == ["the bucket provider must be `s3`, `gcs`, `az` or `cw`, not `azur`"])
  }

  @Test func aWordThatASecretSharesByChanceStays() {
    let found = findings(
      "license = var.lic\n  oidc_secret = local.oidc",
      extra: """
        variable "lic" { default = "hunter2license" }
        locals { oidc = ["hunter2oidc"] }
        """, module: "kubernetes", version: "1.14.1")
    #expect(
      found.filter { ["WB3018", "WB3103"].contains($0.id.code) }.map(\.message) == [
        "the license must have 3 parts separated by dots, not 1",
        "`oidc_secret` is a list where a string is expected",
      ])
  }

  @Test func aConnectionStringWithoutSchemeIsMasked() {
    let main = """
      variable "redis" { default = "hunter2-redis" }
      module "w" {
        source                  = "wandb/wandb/kubernetes"
        version                 = "1.14.1"
        redis_connection_string = var.redis
      }

      """
    let compilation = Sample(files: [("main.tf", main)]).compilation
    let spans = compilation.report.findings.filter { $0.id.code == "WB2011" }.map(\.span)
    #expect(spans.count == 1)
    #expect(
      spans.allSatisfy { span in compilation.report.hidden.all.contains { $0.contains(span) } })
  }

  /// The host has two pieces, and a CORS document disagrees with it.
  @Test(arguments: [
    "subdomain = var.pw\n  domain_name = \"example.org\"",
    "subdomain = \"www\"\n  domain_name = var.pw",
  ])
  func aSensitivePieceOfTheHostIsInNoFindingOnCORS(_ inputs: String) {
    let main = """
      variable "pw" { sensitive = true }
      module "w" {
        source  = "wandb/wandb/google"
        version = "10.8.2"
        \(inputs)
      }

      """
    let cors = #"[{"origin": ["https://other.example.net"], "method": ["GET"]}]"#
    let found = Sample(files: [
      ("main.tf", main), ("cors.json", cors), ("terraform.tfvars", "pw = \"\(Self.secret)\"\n"),
    ]).compilation.report.findings.filter { $0.id.code == "WB3207" }
    #expect(found.count == 1)
    #expect(found.allSatisfy { !text($0).contains(Self.secret) && $0.fixes.isEmpty })
  }
}
