import Diagnostics
import Emitters
import Pipeline
import Settings
import Terraform
import TestSupport
import Testing

/// What a rendered root module keeps of a Terraform directory, and what it tells.
@Suite struct ExistingRootTests {
  private func render(
    _ text: String, _ target: String = "terraform", _ version: ModuleVersion? = nil
  ) throws -> (files: [String: String], findings: [PrintableDiagnostic]) {
    let emitter = try #require(EmitterCatalog.emitter(named: target))
    var options = EmitOptions()
    options.terraform.version = version
    var report = Report()
    let artifacts = Compiler.render(Check.compile(("main.tf", text)), emitter, options, &report)
    return (
      Dictionary(uniqueKeysWithValues: artifacts.map { ($0.fileName, $0.text) }), report.findings
    )
  }

  private static func call(_ more: String = "", version: String = "7.18.2") -> String {
    """
    module "wandb_infra" {
      source  = "wandb/wandb/aws"
      version = "\(version)"

      namespace                 = "acme"
      license                   = "eyJhIjoxfQ.eyJiIjoyfQ.c2ln"
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

  // MARK: Providers

  private static let regions = """
    provider "aws" { region = "eu-west-1" }
    provider "aws" {
      alias  = "us"
      region = "us-east-1"
    }

    """

  @Test func regionIsThatOfTheProviderThatTheCallWorksWith() throws {
    let text = Self.regions + Self.call("providers = { aws = aws.us }")
    let rendering = try render(text)
    let values = try #require(rendering.files["terraform.tfvars"])
    #expect(values.contains("us-east-1"))
    #expect(!values.contains("eu-west-1"))
    #expect(rendering.findings.map(\.message).filter { $0.contains("`provider.aws`") }.count == 1)
  }

  @Test func argumentsAndBlocksOfProvidersStay() throws {
    let text = """
      variable "password" { default = "hush" }
      variable "team" { default = "ml" }
      locals {
        tags   = { Team = var.team, Managed = "terraform" }
        secret = var.password
      }
      provider "aws" {
        region     = "eu-west-1"
        profile    = "prod"
        access_key = local.secret
        default_tags { tags = local.tags }
        assume_role { role_arn = aws_iam_role.deploy.arn }
      }

      """ + Self.call()
    let rendering = try render(text)
    let main = try #require(rendering.files["main.tf"])
    #expect(main.contains("profile = \"prod\""))
    #expect(main.contains("default_tags {"))
    #expect(main.contains("Team    = \"ml\""))
    #expect(!main.contains("assume_role"))
    #expect(!rendering.files.values.contains { $0.contains("hush") })
    let reported = rendering.findings.filter { $0.id.code == "WB4003" }.map(\.message)
    #expect(reported.contains { $0.contains("`assume_role` of provider `aws`") })
    #expect(reported.contains { $0.contains("`access_key` of provider `aws`") })
  }

  // MARK: Backend

  @Test func argumentsOfTheBackendStay() throws {
    let text =
      Self.call() + """
        terraform {
          backend "s3" {
            bucket = "states"
            key    = "wandb/terraform.tfstate"
            region = "us-east-1"
          }
        }

        """
    let versions = try #require(try render(text).files["versions.tf"])
    for line in ["bucket = \"states\"", "key    = \"wandb/terraform.tfstate\"", "region = "] {
      #expect(versions.contains(line), "\(line)")
    }
    #expect(!versions.contains("-backend-config"))
  }

  @Test func secretsOfTheBackendAreReportedAndNotWritten() throws {
    let text =
      Self.call() + "terraform {\n  backend \"s3\" {\n    secret_key = \"hush\"\n  }\n}\n"
    let rendering = try render(text)
    #expect(!rendering.files.values.contains { $0.contains("hush") })
    #expect(rendering.files["versions.tf"]?.contains("-backend-config") == true)
    #expect(rendering.findings.contains { $0.message.contains("`secret_key` of backend `s3`") })
  }

  // MARK: The rest

  @Test func eachBlockThatIsLeftOutIsReportedAtItsSpan() throws {
    let blocks = [
      "moved {\n  from = module.old\n  to   = module.wandb_infra\n}\n",
      "check \"up\" {\n  assert {\n    condition     = true\n    error_message = \"down\"\n  }\n}\n",
      "output \"mine\" { value = module.wandb_infra.url }\n",
      "resource \"null_resource\" \"a\" {}\n", "resource \"null_resource\" \"b\" {}\n",
    ]
    let text = Self.regions + Self.call() + blocks.joined()
    let reported = try render(text).findings.filter { $0.id.code == "WB4004" }
    for name in ["moved", "check.up", "output.mine", "null_resource.a", "null_resource.b"] {
      #expect(reported.count { $0.message.hasSuffix("`\(name)`") } == 1, "\(name)")
    }
    #expect(Set(reported.map(\.span)).count == reported.count)
  }

  @Test func inputsOfACloudThatTheHelmModuleLacksAreReported() throws {
    let reported = try render(Self.call(), "terraform-helm").findings
      .filter { $0.id.code == "WB4004" }.map(\.message)
    for name in ["namespace", "zone_id", "allowed_inbound_cidr", "module.wandb_infra"] {
      #expect(reported.contains { $0.hasSuffix("`\(name)`") }, "\(name)")
    }
    #expect(!reported.contains { $0.contains("license") })
  }

  // MARK: What is not known

  @Test func aRequiredInputWithoutAKnownValueIsReportedOnce() throws {
    let text = Self.call().split(separator: "\n").map {
      $0.contains("zone_id") ? "  zone_id = aws_route53_zone.main.id" : String($0)
    }.joined(separator: "\n")
    let reported = try render(text + "\n").findings.filter { $0.message.contains("`zone_id`") }
    #expect(reported.map(\.id.code) == ["WB4005"])
    #expect(reported.first?.related.map(\.message) == ["its value is not known here"])
    #expect(reported.first?.related.first.map { Int($0.span.lower) } ?? 0 > 0)
  }

  @Test func aReleaseThatDoesNotExistIsReportedAtTheCall() throws {
    let reported = try render(
      Self.regions + Self.call(), "terraform", ModuleVersion(99, 0, 0)
    ).findings
    #expect(reported.map(\.id.code) == ["WB4006"])
    #expect(reported.first.map { Int($0.span.lower) } ?? 0 > 0)
  }

  // MARK: Queue

  private static func application(_ queue: String) -> String {
    """
    module "wandb_app" {
      source                     = "wandb/wandb/kubernetes"
      version                    = "1.14.1"
      license                    = "eyJhIjoxfQ.eyJiIjoyfQ.c2ln"
      wandb_version              = "0.51.2"
      host                       = module.wandb_infra.url
      bucket                     = "s3://${module.wandb_infra.bucket_name}"
      bucket_queue               = \(queue)
      database_connection_string = "mysql://${module.wandb_infra.database_connection_string}"
    }

    """
  }

  @Test(arguments: [
    "\"internal://\"", "\"sqs://${module.wandb_infra.bucket_queue_name}\"",
  ])
  func ownQueueOfTheInfrastructureStays(_ queue: String) throws {
    let text = Self.call("use_internal_queue = false") + Self.application(queue)
    let rendering = try render(text)
    let values = try #require(rendering.files["terraform.tfvars"])
    let line = values.split(separator: "\n").first { $0.hasPrefix("use_internal_queue") }
    #expect(line?.hasSuffix("= false") == true)
    let reported = rendering.findings.filter { $0.message.contains("`bucket_queue`") }
    #expect(reported.count == (queue.contains("internal") ? 1 : 0))
  }

  // MARK: Two modules

  @Test func serverIsAModuleOfItsOwnBeforeTheOperator() throws {
    let infra = Self.call(version: "3.4.2").split(separator: "\n")
      .filter { !$0.contains("license") }.joined(separator: "\n")
    let queue = "\"sqs://${module.wandb_infra.bucket_queue_name}\""
    let rendering = try render(infra + "\n" + Self.application(queue))
    let main = try #require(rendering.files["main.tf"])
    for line in [
      "module \"wandb_app\" {", "source  = \"wandb/wandb/kubernetes\"", "= module.wandb_infra.url",
      "\"s3://${module.wandb_infra.bucket_name}\"", queue, "= var.license",
      "depends_on = [module.wandb_infra]", "= var.wandb_version",
    ] {
      #expect(main.contains(line), "\(line)")
    }
    #expect(rendering.files["terraform.tfvars"]?.contains("0.51.2") == true)
    #expect(rendering.findings.filter { $0.id.code == "WB4003" }.isEmpty)
  }

  @Test func parametersOfRedisAreReportedWithTheTypeThatDropsThem() throws {
    let yaml = """
      global:
        host: https://wandb.example.com
        bucket: {provider: s3, name: files}
        redis: {host: cache, port: 6380, params: {tls: true}}

      """
    let emitter = try #require(EmitterCatalog.emitter(named: "terraform"))
    var report = Report()
    _ = Compiler.render(Check.yaml(yaml), emitter, EmitOptions(), &report)
    #expect(report.findings.contains { $0.message.contains("is an `object({})`, which drops it") })
  }
}
