import Diagnostics
import Emitters
import Pipeline
import TestSupport
import Testing

/// Pieces of a Terraform directory that a rendering leaves out, each with its reason.
@Suite struct ExistingPiecesTests {
  private func render(_ text: String) throws -> (
    files: [String: String], findings: [PrintableDiagnostic]
  ) {
    let emitter = try #require(EmitterCatalog.emitter(named: "terraform"))
    var report = Report()
    let artifacts = Compiler.render(
      Check.compile(("main.tf", text)), emitter, EmitOptions(), &report)
    return (
      Dictionary(uniqueKeysWithValues: artifacts.map { ($0.fileName, $0.text) }), report.findings
    )
  }

  private static func call(_ version: String, _ more: String) -> String {
    """
    module "wandb_infra" {
      source  = "wandb/wandb/aws"
      version = "\(version)"

      namespace                 = "acme"
      domain_name               = "example.com"
      subdomain                 = "wandb"
      zone_id                   = "Z123"
      allowed_inbound_cidr      = ["10.0.0.0/8"]
      allowed_inbound_ipv6_cidr = []
      eks_cluster_version       = "1.30"
      \(more)
    }

    """
  }

  @Test func blocksThatOnlyReadAreReportedAsWell() throws {
    let text =
      Self.call("7.18.2", "license = \"eyJhIjoxfQ.eyJiIjoyfQ.c2ln\"") + """
        data "aws_caller_identity" "me" {}
        ephemeral "random_password" "p" {}
        check "up" {
          data "http" "health" {
            url = "https://example.com"
          }
          assert {
            condition     = true
            error_message = "down"
          }
        }

        """
    let reported = try render(text).findings.filter { $0.id.code == "WB4004" }.map(\.message)
    for name in ["data.aws_caller_identity.me", "ephemeral.random_password.p", "check.up"] {
      #expect(reported.count { $0.hasSuffix("`\(name)`") } == 1, "\(name): \(reported)")
    }
    #expect(!reported.contains { $0.contains("health") })
  }

  @Test func anUnknownVariableIsNotSecret() throws {
    let text = Self.call(
      "7.18.2",
      """
      license         = "eyJhIjoxfQ.eyJiIjoyfQ.c2ln"
      other_wandb_env = { OWNER = data.aws_caller_identity.me.account_id }
      """)
    let reported = try render(text + "data \"aws_caller_identity\" \"me\" {}\n").findings.filter {
      $0.message.contains("`OWNER`")
    }
    #expect(reported.count == 1)
    #expect(reported.first?.message.hasSuffix("its value is not known here") == true)
  }

  @Test(arguments: [
    "coalesce(module.wandb_infra.url, true ? \"a\" : \"b\")",
    "join(\"\", [module.wandb_infra.url, !true])",
    "join(\"\", values({ a = module.wandb_infra.url, b = 1 + 1 }))",
    "join(module.wandb_infra.url, [\"a\"]...)",
  ])
  func anExpressionIsWrittenAsAWholeOrNotAtAll(_ host: String) throws {
    let text =
      Self.call("3.4.2", "") + """
        module "wandb_app" {
          source                     = "wandb/wandb/kubernetes"
          version                    = "1.14.1"
          license                    = "eyJhIjoxfQ.eyJiIjoyfQ.c2ln"
          wandb_version              = "0.51.2"
          host                       = \(host)
          bucket                     = "s3://${module.wandb_infra.bucket_name}"
          bucket_queue               = "internal://"
          database_connection_string = "mysql://${module.wandb_infra.database_connection_string}"
        }

        """
    let main = try #require(try render(text).files["main.tf"])
    #expect(!main.contains("coalesce(") && !main.contains("join("))
    #expect(main.contains("= module.wandb_infra.url\n"))
  }
}
