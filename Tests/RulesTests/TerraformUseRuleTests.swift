import Diagnostics
import Pipeline
import Terraform
import TestSupport
import Testing

/// Sources, instances, submodules, `spec` and numbers: what a root does with W&B's modules.
@Suite struct TerraformUseRuleTests {
  private static let connector = """
      source            = "wandb/wandb/aws//modules/secure_storage_connector"
      namespace         = "wandb"
      aws_principal_arn = "arn:aws:iam::123456789012:role/wandb"
    """

  private func repeated(_ loop: String, _ output: String) -> TerraformSample {
    TerraformSample(
      """
      module "b" {
      \(Self.connector)
        version = "8.0.0"
        \(loop)
      }
      output "o" {
        value = \(output)
      }
      """)
  }

  private func codes(_ sample: TerraformSample) -> [String] { Check.codes(sample.compilation) }

  // MARK: Instances

  @Test(arguments: [
    ("count = 1", "module.b.bucket", ["WB3143"]), ("count = 1", "module.b.nope", ["WB3143"]),
    ("count = 1", "module.b[0].bucket", []), ("count = 1", "module.b[0].nope", ["WB3109"]),
    ("count = 1", "one(module.b[*].bucket)", []),
    ("count = 1", "try(module.b.bucket, null)", []), ("count = 1", "length(module.b)", []),
    ("for_each = toset([\"x\"])", "module.b.bucket", ["WB3143"]),
    ("for_each = toset([\"x\"])", "module.b.x.bucket", []),
    ("for_each = toset([\"x\"])", "module.b[\"x\"].bucket", []), ("", "module.b.bucket", []),
  ])
  func outputsOfInstancesNeedAnIndex(_ loop: String, _ output: String, _ codes: [String]) {
    #expect(self.codes(repeated(loop, output)) == codes)
  }

  @Test func otherModulesNeedAnIndexAsWell() {
    let sample = TerraformSample(
      """
      module "b" {
        source = "example/b/aws"
        count  = 2
      }
      output "o" {
        value = module.b.name
      }
      """)
    #expect(codes(sample) == ["WB3143"])
  }

  @Test(arguments: [
    ("count = 1", "[for m in module.b : m.nope]", ["WB3109"]),
    ("count = 1", "[for m in module.b : m.bucket]", []),
    ("for_each = toset([\"x\"])", "{ for k, m in module.b : k => m.nope }", ["WB3109"]),
    ("for_each = toset([\"x\"])", "[for m in values(module.b) : m.nope]", ["WB3109"]),
    ("for_each = toset([\"x\"])", "\"%{for m in module.b}${m.nope}%{endfor}\"", ["WB3109"]),
    ("count = 1", "[for m in [module.b] : m.nope]", []),
    ("count = 1", "[for m in module.b : [for m in [1] : m.nope]]", []),
    ("", "[for m in module.b : m.nope]", []),
  ])
  func loopsReadOutputsOfInstances(_ loop: String, _ output: String, _ codes: [String]) {
    #expect(repeated(loop, output).found.map { String($0.prefix(6)) } == codes)
  }

  // MARK: Sources

  @Test(arguments: [
    ("wandb/aws/wandb", "wandb/wandb/aws"), ("wandb/wandb/gcp", "wandb/wandb/google"),
    ("wandb/wandb/azure", "wandb/wandb/azurerm"), ("wand/wandb/aws", "wandb/wandb/aws"),
    ("wandb/wandb/eks", "wandb/wandb/aws"), ("wandb/aws", "wandb/wandb/aws"),
    ("Wandb/wandb/AWS", "wandb/wandb/aws"), ("wandb/wandb/azzurerm", "wandb/wandb/azurerm"),
    ("registry.terraform.io/wandb/wandb/gcp", "wandb/wandb/google"),
    (
      "github.com/wandb/terraform-gcp-wandb?ref=v1.0.0",
      "github.com/wandb/terraform-google-wandb?ref=v1.0.0"
    ),
  ])
  func nearMissesOfSourcesAreReported(_ source: String, _ meant: String) {
    let sample = TerraformSample("module \"m\" {\n  source = \"\(source)\"\n}")
    #expect(sample.findings("WB3144").map(\.help) == ["did you mean `\(meant)`?"])
    #expect(sample.fixed("WB3144").contains("\"\(meant)\""))
  }

  @Test(arguments: [
    "wandb/wandb/helm", "terraform-aws-modules/vpc/aws", "./wandb", "../wandb/aws",
    "acme/wandb/aws",
    "app.terraform.io/acme/wandb/aws", "wandb/wandb/aws//modules/app_eks", "wandb/wandb/oracle",
    "github.com/wandb/terraform-aws-wandb", "git::https://example.com/wandb/aws.git", "", "wandb",
    "wandb/terraform-", "wandb/terraform-x-wandb",
  ])
  func otherSourcesAreLeftAlone(_ source: String) {
    let sample = TerraformSample("module \"m\" {\n  source = \"\(source)\"\n}")
    #expect(sample.findings("WB3144").isEmpty)
  }

  // MARK: Submodules

  @Test func submodulesOfUnknownReleasesAreHeldAgainstTheDefaultBranch() {
    let sample = TerraformSample(
      """
      module "b" {
      \(Self.connector)
        version        = "7.18.2"
        nonsense       = 1
        create_kms_key = []
      }
      output "o" {
        value = module.b.nope
      }
      """)
    #expect(codes(sample) == ["WB3151", "WB3151", "WB3151"])
  }

  // MARK: Inputs

  @Test(arguments: [
    ("{ values = {} }", []), ("{ values = {}, chart = { version = \"0.30.0\" } }", []),
    ("{ vales = {} }", ["WB3145"]), ("{ chart = \"text\" }", ["WB3145"]),
    ("{ values = 7 }", ["WB3145"]), ("\"text\"", ["WB3145"]), ("{ nonsense = 1 }", ["WB3157"]),
    ("{ values = data.x.y.z }", []), ("{ values = yamldecode(file(\"v.yaml\")) }", []),
  ])
  func theSpecOfModuleHelmHasTwoKeys(_ spec: String, _ codes: [String]) {
    let sample = TerraformSample.call(
      "helm", "4.0.0", "  spec = \(spec)", rest: "data \"x\" \"y\" {}")
    #expect(self.codes(sample).filter { !["WB2001", "WB2121"].contains($0) } == codes)
    #expect(codes.isEmpty || self.codes(sample) == codes)
  }

  @Test(arguments: [
    "jsondecode(\"{\\\"global\\\":{\\\"hosst\\\":\\\"https://x.y\\\"}}\")",
    "yamldecode(<<-Y\n    global:\n      hosst: https://x.y\n    Y\n  )",
  ])
  func decodedValuesAreCheckedAndNotFixed(_ values: String) {
    let sample = TerraformSample.call("helm", "4.0.0", "  spec = { values = \(values) }")
    #expect(codes(sample) == ["WB2061"])
    #expect(sample.findings("WB2061").flatMap(\.fixes).isEmpty)
  }

  @Test(arguments: [
    ("1.10", 1), ("\"1.10\"", 0), ("1.1", 0), ("12", 0), ("1 + 1", 0), ("2.0", 1),
  ])
  func aNumberThatLosesDigitsIsReported(_ tag: String, _ count: Int) {
    let sample = TerraformSample.call(
      "helm", "4.0.0", "  spec = {}\n  controller_image_tag = \(tag)")
    #expect(sample.findings("WB3146").count == count)
  }

  @Test(arguments: [("1.10", 1), ("\"1.10\"", 0), ("[\"1.10\"]", 0)])
  func aNumberInAValuesFileLosesDigitsAsWell(_ tag: String, _ count: Int) {
    let compilation = Check.compile(
      ("main.tf", "variable \"tag\" {\n  type = string\n}\n"),
      ("terraform.tfvars", "tag = \(tag)\n"))
    #expect(Check.codes(compilation).count { $0 == "WB3146" } == count)
  }

  @Test func aWrongTypeIsReportedOnce() {
    let sample = TerraformSample.call(
      "kubernetes", "1.14.1",
      """
        license                    = "<license>"
        host                       = "https://wandb.example.com"
        bucket                     = "s3://wandb"
        bucket_queue               = "internal://"
        database_connection_string = "mysql://a:b@c/d"
        oidc_secret                = ["x"]
      """)
    #expect(codes(sample).filter { $0 != "WB2008" && $0 != "WB2010" }.last == "WB3103")
    #expect(!codes(sample).contains("WB2005"))
  }

  // MARK: Values files

  @Test(arguments: [
    ("namespace = \"a\"\neks_cluster_version = \"1.33\"\nlicens = \"a.b.c\"\n", ["licens"]),
    (
      "eks_cluster_version = \"1.33\"\nwandb_license = \"a\"\ndomain_name = \"x.y\"",
      ["wandb_license"]
    ),
  ])
  func oneUnknownNameHidesNothing(_ values: String, _ unknown: [String]) {
    let compilation = Check.compile(("prod.tfvars", values))
    #expect(Check.codes(compilation).contains("WB2119"))
    let findings = compilation.report.findings.filter { $0.id.code == "WB3101" }
    #expect(findings.count == unknown.count)
    #expect(findings.allSatisfy { $0.help?.contains("license") == true })
  }

  @Test(arguments: [
    "license = \"a\"\nnamespace = \"b\"\n", "a = 1\nb = 2\neks_cluster_version = 1\n",
  ])
  func aFileThatFitsNoModuleBestAsksForOne(_ values: String) {
    #expect(Check.codes(Check.compile(("prod.tfvars", values))) == ["WB2120"])
  }

  // MARK: Providers and upgrades

  @Test(arguments: [
    ("", 0), ("terraform {\n  backend \"s3\" {}\n}", 1),
  ])
  func aRootWithoutAnyProviderIsWarned(_ rest: String, _ count: Int) {
    let sample = TerraformSample.call(
      "azurerm", "1.7.1", "  namespace = \"a\"\n  license = \"a.b.c\"\n  location = \"a\"",
      rest: rest)
    #expect(sample.findings("WB3153").count == count)
    #expect(sample.findings("WB3108").isEmpty)
  }

  @Test func aWayBackIsAWarningThatNamesBothReleases() {
    let sample = TerraformSample.call("helm", "4.0.0", "  spec = {}", upgrade: "3.0.0")
    let finding = sample.findings("WB3112").first
    #expect(finding?.severity == .warning)
    #expect(
      finding?.message.contains("3.0.0") == true && finding?.message.contains("4.0.0") == true)
    #expect(TerraformSample.call("helm", "3.0.0", "  spec = {}", upgrade: "3.0.0").found == [])
  }
}
