import Diagnostics
import Emitters
import Foundation
import Pipeline
import Settings
import Terraform
import TestSupport
import Testing

/// The targets of Terraform on small inputs.
@Suite struct TerraformTargetTests {
  private typealias Rendering = (files: [String: String], codes: [String], report: Report)

  private func render(
    _ start: Compilation, _ target: String = "terraform",
    _ change: (inout EmitOptions) -> Void = { _ in }
  ) throws -> Rendering {
    let emitter = try #require(EmitterCatalog.emitter(named: target))
    var options = EmitOptions()
    change(&options)
    var report = Report()
    let artifacts = Compiler.render(start, emitter, options, &report)
    let files = Dictionary(uniqueKeysWithValues: artifacts.map { ($0.fileName, $0.text) })
    return (files, report.findings.map(\.id.code), report)
  }

  private static let google = """
    global:
      host: https://wandb.example.com
      license: eyJhIjoxfQ.eyJiIjoyfQ.c2ln
      bucket: {provider: gcs, name: files}

    """

  // MARK: Which module

  @Test func asksForTheModuleWhenTheCloudIsUnknown() throws {
    let rendering = try render(Check.yaml("global: {host: \"https://w.example.com\"}\n"))
    #expect(rendering.codes == ["WB4006"])
    #expect(rendering.files.isEmpty)
  }

  @Test func refusesAReleaseThatDoesNotExist() throws {
    let rendering = try render(Check.yaml(Self.google)) {
      $0.terraform.version = ModuleVersion(99, 0, 0)
    }
    #expect(rendering.codes == ["WB4006"])
  }

  @Test func sizesThatTheModuleLacksAreLost() throws {
    let start = Check.yaml(Self.google.replacing("global:", with: "global:\n  size: testing"))
    let rendering = try render(start, "tfvars")
    let finding = try #require(rendering.report.findings.first { $0.setting == "global.size" })
    #expect(finding.message.hasSuffix("only `small`, `medium`, `large`, `xlarge` and `xxlarge`"))
    #expect(rendering.files["terraform.tfvars"]?.contains("size") == false)
    let former = try render(start, "tfvars") { $0.terraform.version = ModuleVersion(5, 4, 2) }
    #expect(former.files["terraform.tfvars"]?.contains("\"testing\"") == true)
  }

  @Test func refusesABucketOfAnotherCloud() throws {
    let rendering = try render(Check.yaml(Self.google)) { $0.terraform.module = .aws }
    #expect(rendering.codes == ["WB4001"])
  }

  @Test func whatTheUserHasToSetIsOneFinding() throws {
    let start = Check.yaml(
      """
      global:
        host: https://wandb.example.com
        bucket: {provider: s3, name: files}
        mysql: {host: db.abc.eu-west-1.rds.amazonaws.com}

      """)
    let rendering = try render(start) { $0.terraform.version = ModuleVersion(7, 18, 2) }
    let finding = try #require(
      rendering.report.findings.first { $0.id == RenderProblem.inputNotKnown })
    #expect(rendering.codes.filter { $0 == "WB4005" }.count == 1)
    #expect(finding.message.contains("`namespace`, `license`, `zone_id`"), "\(finding.message)")
    let values = try #require(rendering.files["terraform.tfvars"])
    #expect(values.contains("region = \"eu-west-1\"\n"))
    #expect(
      values.contains(
        """
        # IPv4 ranges that may access the instance. Type: list(string)
        # allowed_inbound_cidr = []

        """), "\(values)")
  }

  @Test func regionsThatDifferAreNotTaken() throws {
    let start = Check.yaml(
      """
      global:
        host: https://wandb.example.com
        bucket: {provider: s3, name: files, region: us-east-1}
        mysql: {host: db.abc.eu-west-1.rds.amazonaws.com}

      """)
    #expect(try render(start).files["terraform.tfvars"]?.contains("\n# region = \"\"\n") == true)
  }

  // MARK: A bucket in another store

  @Test func rendersABucketOfAnotherCloudAsAnInputOfAzurerm() throws {
    let rendering = try render(Check.yaml(Self.google)) { $0.terraform.module = .azurerm }
    let main = try #require(rendering.files["main.tf"])
    let values = try #require(rendering.files["terraform.tfvars"])
    #expect(rendering.codes.allSatisfy { $0 == "WB4005" })
    #expect(main.contains("external_bucket = var.external_bucket\n"))
    #expect(
      values.hasSuffix("external_bucket = {\n  provider = \"gcs\"\n  name     = \"files\"\n}\n"))
    #expect(!sensitive("external_bucket", rendering))
  }

  @Test func refusesABucketOfAnotherCloudWithoutSuchAnInput() throws {
    let rendering = try render(Check.yaml(Self.google)) {
      $0.terraform.module = .azurerm
      $0.terraform.version = ModuleVersion(1, 7, 1)
    }
    #expect(rendering.codes == ["WB4001"])
  }

  @Test(arguments: [EmitOptions.Secrets.literal, .redact])
  func hidesTheKeysOfABucketInAnotherStore(_ secrets: EmitOptions.Secrets) throws {
    let start = Check.yaml(
      """
      global:
        host: https://wandb.example.com
        bucket:
          {provider: s3, name: files, region: eu-west-1, accessKey: AKIAEXAMPLE, secretKey: quiet}

      """)
    let rendering = try render(start) {
      $0.terraform.module = .azurerm
      $0.secrets = secrets
    }
    let values = try #require(rendering.files["terraform.tfvars"])
    #expect(sensitive("external_bucket", rendering))
    #expect(values.contains("secretKey = \"\(secrets == .redact ? "REDACTED" : "quiet")\"\n"))
    #expect(values.contains("quiet") == (secrets == .literal))
  }

  @Test func keepsTheSecretOfABucketInAnotherStore() throws {
    let start = Check.yaml(
      """
      global:
        host: https://wandb.example.com
        bucket:
          provider: s3
          name: files
          region: eu-west-1
          secret: {secretName: keys, accessKeyName: ID, secretKeyName: KEY}

      """)
    let rendering = try render(start) { $0.terraform.module = .azurerm }
    let values = try #require(rendering.files["terraform.tfvars"])
    #expect(rendering.codes.allSatisfy { $0 == "WB4005" })
    #expect(values.contains("secretName    = \"keys\"\n"))
    #expect(!sensitive("external_bucket", rendering))
  }

  @Test func keepsTextInsteadOfTheBucketsKeys() throws {
    let start = Check.compile(
      (
        "main.tf",
        """
        module "wandb" {
          source          = "wandb/wandb/azurerm"
          version         = "1.7.1"
          external_bucket = "s3://files"
        }

        """
      ))
    let values = try #require(try render(start).files["terraform.tfvars"])
    #expect(values.contains("external_bucket = \"s3://files\"\n"))
  }

  /// Whether a variable is declared as sensitive.
  private func sensitive(_ name: String, _ rendering: Rendering) -> Bool {
    let blocks = rendering.files["variables.tf"]?.components(separatedBy: "\n\n") ?? []
    return blocks.contains { $0.hasPrefix("variable \"\(name)\"") && $0.contains("sensitive") }
  }

  // MARK: Which release

  @Test func takesTheNewestReleaseWithoutAPrerelease() throws {
    let main = try #require(try render(Check.yaml(Self.google)).files["main.tf"])
    let history = try #require(ModuleCatalogue.builtIn.module(.google))
    let newest = try #require(history.releases.filter { $0.prerelease == nil }.max())
    #expect(main.contains("version = \"\(newest)\""))
  }

  // MARK: Values

  @Test func leavesOutInputsThatAReleaseLacks() throws {
    let old = try render(Check.yaml(Self.google)) {
      $0.terraform.version = ModuleVersion(1, 0, 0)
    }
    #expect(old.files["main.tf"]?.contains("bucket_name") == false)
    #expect(old.report.findings.contains { $0.message.contains("`global.bucket.name`") })
  }

  @Test func secretsAreSensitiveVariablesAndOnlyInTheValuesFile() throws {
    let yaml = Self.google + "  extraEnv: {SLACK_SECRET: hush, GORILLA_X: plain}\n"
    let files = try render(Check.yaml(yaml)).files
    let variables = try #require(files["variables.tf"])
    #expect(variables.components(of: "sensitive   = true") == 2)
    #expect(files["terraform.tfvars"]?.contains("hush") == true)
    for name in ["main.tf", "variables.tf", "versions.tf", "outputs.tf"] {
      #expect(files[name]?.contains("hush") == false)
      #expect(files[name]?.contains("eyJ") == false)
    }
  }

  @Test func redactionLeavesNoSecret() throws {
    let yaml = Self.google + "  extraEnv: {SLACK_SECRET: hush, MY_TOKEN: hush}\n"
    for target in ["terraform", "terraform-helm", "tfvars"] {
      let files = try render(Check.yaml(yaml), target) { $0.secrets = .redact }.files
      #expect(!files.values.contains { $0.contains("hush") || $0.contains("eyJ") }, "\(target)")
    }
  }

  @Test func databaseIsTheModulesOwn() throws {
    let yaml = Self.google + "  mysql: {host: db, user: u, password: p, database: d}\n"
    let rendering = try render(Check.yaml(yaml))
    #expect(rendering.files["terraform.tfvars"]?.contains("MYSQL") == false)
    let lost = rendering.report.findings.filter { $0.id.code == "WB4003" }
    #expect(
      lost.map(\.message) == [
        """
        `global.mysql.host`, `global.mysql.database`, `global.mysql.user` and \
        `global.mysql.password` are not rendered: module `google` 10.8.2 has no such input
        """
      ])
  }

  @Test(arguments: [
    ("https://wandb.corp.example.com", "corp.example.com", "wandb"),
    ("https://example.com", "example.com", nil),
  ])
  func hostIsCutAtTheFirstDot(_ host: String, _ domain: String, _ subdomain: String?) throws {
    let yaml = "global:\n  host: \(host)\n  bucket: {provider: gcs, name: files}\n"
    let values = try #require(try render(Check.yaml(yaml)).files["terraform.tfvars"])
    #expect(values.contains("\"\(domain)\""))
    #expect(values.contains("subdomain") == (subdomain != nil))
    if let subdomain { #expect(values.contains("\"\(subdomain)\"")) }
  }

  @Test(arguments: ["https://w.example.com:8443", "https://10.0.0.1"])
  func aHostWithoutAnInputIsReported(_ host: String) throws {
    let yaml = "global:\n  host: \(host)\n  bucket: {provider: gcs, name: files}\n"
    let rendering = try render(Check.yaml(yaml))
    #expect(rendering.report.findings.contains { $0.setting == "global.host" })
    #expect(rendering.files["terraform.tfvars"]?.contains("domain_name") == false)
  }

  // MARK: From Terraform

  private static let main = """
    provider "aws" {
      region = "eu-west-1"
    }

    module "tracking" {
      source  = "wandb/wandb/aws"
      version = "7.18.2"

      namespace                 = "acme"
      license                   = "eyJhIjoxfQ.eyJiIjoyfQ.c2ln"
      domain_name               = "wandb.example.com"
      zone_id                   = "Z123"
      allowed_inbound_cidr      = ["10.0.0.0/8"]
      allowed_inbound_ipv6_cidr = []
      eks_cluster_version       = "1.30"
      kms_key_alias             = aws_kms_alias.main.name
      kubernetes_node_disk_size_gb = 200
      parquet_wandb_env         = { A = "b" }
      use_internal_queue        = true
    }

    resource "aws_kms_alias" "main" {}

    """

  @Test func inputsWithoutASettingAreCarriedOver() throws {
    let start = Check.compile(("main.tf", Self.main))
    let rendering = try render(start)
    let values = try #require(rendering.files["terraform.tfvars"])
    for line in [
      "region ", "zone_id ", "allowed_inbound_cidr ", "kubernetes_node_disk_size_gb ",
      "parquet_wandb_env ", "use_internal_queue ", "namespace ",
    ] {
      #expect(values.contains("\n" + line) || values.hasPrefix(line), "\(line)")
    }
    #expect(rendering.files["main.tf"]?.contains("module \"tracking\"") == true)
    #expect(rendering.files["main.tf"]?.contains("\"7.18.2\"") == true)
    // The domain keeps its cut, and what only Terraform knows is told.
    #expect(values.contains("\"wandb.example.com\""))
    #expect(rendering.codes == ["WB4003", "WB4004"])
  }

  @Test func inputsThatTheOtherReleaseLacksAreReported() throws {
    let start = Check.compile(("main.tf", Self.main))
    let rendering = try render(start) { $0.terraform.version = ModuleVersion(4, 24, 0) }
    let reported = rendering.report.findings.map(\.message).filter {
      $0.contains("does not have this input")
    }
    #expect(reported.count == 1)
    #expect(reported.first?.contains("kubernetes_node_disk_size_gb") == true)
  }

  /// What was rendered renders the same again.
  @Test func renderingIsAFixedPoint() throws {
    let first = try render(Check.compile(("main.tf", Self.main))).files
    let again = Compiler.compile(
      first.sorted { $0.key < $1.key }.map { Check.input($0.key, $0.value) }, Check.options)
    #expect(!again.report.hasErrors, "\(Check.findings(again))")
    #expect(try render(again).files == first)
  }

  @Test(arguments: [TerraformEmitOptions.Backend.s3, .gcs, .azurerm])
  func backendIsLeftToTheCommandLine(_ backend: TerraformEmitOptions.Backend) throws {
    let files = try render(Check.yaml(Self.google)) { $0.terraform.backend = backend }.files
    let versions = try #require(files["versions.tf"])
    #expect(versions.contains("backend \"\(backend.rawValue)\" {}"))
    #expect(versions.contains("-backend-config"))
  }

  @Test func backendOfTheInputsStays() throws {
    let text = Self.main + "terraform {\n  backend \"gcs\" {}\n}\n"
    let files = try render(Check.compile(("main.tf", text))).files
    #expect(files["versions.tf"]?.contains("backend \"gcs\" {}") == true)
  }

  @Test func valuesAloneAreThoseOfTheDirectory() throws {
    let start = Check.yaml(Self.google)
    let directory = try render(start).files["terraform.tfvars"]
    #expect(try render(start, "tfvars").files["terraform.tfvars"] == directory)
  }

  // MARK: Helm

  @Test func chartAndInputsOfTheCallStay() throws {
    let text = """
      module "w" {
        source          = "wandb/wandb/helm"
        version         = "4.0.0"
        wandb_namespace = "wandb"
        spec = {
          chart  = { url = "https://charts.example.com", name = "operator-wandb", version = "0.40.0" }
          values = { global = { host = "https://wandb.example.com" } }
        }
      }

      """
    let rendering = try render(Check.compile(("main.tf", text)), "terraform-helm")
    #expect(rendering.codes == [])
    let main = try #require(rendering.files["main.tf"])
    #expect(main.contains("module \"w\""))
    #expect(main.contains("https://charts.example.com"))
    #expect(main.contains("\"0.40.0\""))
    #expect(main.contains("wandb_namespace = var.wandb_namespace"))
  }

  @Test func namesOfSecretsAreNotSecret() throws {
    let yaml = """
      global:
        host: https://wandb.example.com
        licenseSecret: {name: wandb, key: license}
        bucket: {provider: s3, name: files, kmsKey: "arn:aws:kms:us-east-1:111122223333:key/k"}

      """
    let files = try render(Check.yaml(yaml), "terraform-helm").files
    #expect(files["variables.tf"]?.contains("sensitive") == false)
    #expect(files["main.tf"]?.contains("licenseSecret = {") == true)
  }
}

extension String {
  /// How often `part` stands in the text.
  fileprivate func components(of part: String) -> Int {
    split(separator: part, omittingEmptySubsequences: false).count - 1
  }
}
