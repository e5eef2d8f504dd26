import Diagnostics
import Terraform
import TestSupport
import Testing

/// What the rules on inputs, versions, providers and outputs say of odd module blocks.
@Suite struct TerraformModuleRuleTests {
  private static let kubernetes = """
      license                    = "a.b.c"
      host                       = "https://wandb.example.com"
      bucket                     = "s3://wandb"
      bucket_queue               = "internal://"
    """
  private static let database = "  database_connection_string = \"mysql://a:b@c/d\"\n"
  private static let google = "  namespace = \"a\"\n  license = \"a.b.c\"\n"

  // MARK: Inputs

  @Test func removedInputsShowWhichReleasesHadThem() {
    let sample = TerraformSample.call("aws", "5.0.0", "  enable_dummy_dns = true")
    #expect(sample.found == ["WB3102 \"m\"", "WB3101 enable_dummy_dns"])
    #expect(
      sample.findings("WB3101").first?.help
        == "remove it; removed in 5.0.0, available 4.1.0 to 4.24.0")
  }

  @Test func inputsOfLaterReleasesShowWhenTheyWereIntroduced() {
    let sample = TerraformSample.call(
      "google", "1.14.0", Self.google + "  allowed_inbound_cidrs = [\"*\"]")
    #expect(sample.found == ["WB3101 allowed_inbound_cidrs"])
    #expect(sample.findings("WB3101").first?.help?.hasPrefix("introduced in 1.15.0") == true)
  }

  /// What is a setting has its name; what only the module has is named for it.
  @Test(arguments: [
    ("kubernetes_instance_types = 5", "WB3103", "terraform.aws.kubernetes_instance_types"),
    ("license = [1]", "WB3103", "global.license"), ("subdomain = [1]", "WB3103", "global.host"),
    ("enable_dummy_dns = true", "WB3101", "terraform.aws.enable_dummy_dns"),
    ("nonsense_of_mine = true", "WB3101", nil),
  ])
  func findingsCarryTheNameOfTheInput(_ input: String, _ code: String, _ setting: String?) {
    let sample = TerraformSample.call("aws", "7.18.2", "  " + input)
    #expect(sample.findings(code).map(\.setting) == [setting])
  }

  @Test func renamedInputsGetTheirNewName() {
    let sample = TerraformSample.call(
      "google", "2.0.0", Self.google + "  allowed_inbound_cidr = [\"*\"]")
    #expect(sample.found == ["WB3101 allowed_inbound_cidr"])
    #expect(sample.fixed("WB3101").contains("  allowed_inbound_cidrs = [\"*\"]"))
  }

  @Test func aNewNameThatIsSetAlreadyIsNotWrittenTwice() {
    let sample = TerraformSample.call(
      "google", "2.0.0",
      Self.google + "  allowed_inbound_cidr = [\"*\"]\n  allowed_inbound_cidrs = [\"*\"]")
    #expect(sample.findings("WB3101").flatMap(\.fixes).map(\.applicability) == [.unsafe])
    #expect(!sample.fixed("WB3101").contains("allowed_inbound_cidr ="))
    #expect(sample.fixed("WB3101").split(separator: "allowed_inbound_cidrs").count == 2)
  }

  @Test(arguments: [
    ("github.com/wandb/terraform-aws-wandb?ref=main", ["WB3152", "WB3101"]),
    ("github.com/wandb/terraform-aws-wandb", ["WB3101"]),
    ("github.com/wandb/terraform-aws-wandb?ref=0123abc", ["WB3101"]),
    ("github.com/wandb/terraform-aws-wandb?ref=v2.8.0", ["WB3102", "WB3101"]),
    ("github.com/wandb/terraform-aws-wandb?ref=2.8.0", ["WB3102", "WB3152", "WB3101"]),
  ])
  func withoutAReleaseOnlyNamesThatNoneHadAreUnknown(_ source: String, _ codes: [String]) {
    let sample = TerraformSample(
      """
      module "m" {
        source                    = "\(source)"
        create_elasticache_subnet = true
        enable_dummy_dns          = var.unknown
      }
      variable "unknown" {}
      """)
    let expected = codes.contains("WB3102") ? codes + ["WB3101"] : codes
    #expect(sample.found.map { String($0.prefix(6)) } == expected)
  }

  @Test func missingInputsAreOneFindingAndDamageSilencesIt() {
    let text = "  license = \"a.b.c\"\n"
    #expect(TerraformSample.call("google", "5.0.0", text).found == ["WB3102 \"m\""])
    #expect(TerraformSample.call("google", "5.0.0", text + "  x = = 1\n").found == [])
  }

  @Test func aRequiredInputMayBeUnknownButNotNull() {
    let inputs = """
        namespace = "a"
        domain_name = "b"
        zone_id = "c"
        allowed_inbound_cidr = ["10.0.0.0/8"]
        allowed_inbound_ipv6_cidr = []
      """
    let unknown = TerraformSample.call(
      "aws", "2.8.0", inputs + "\n  eks_cluster_version = data.x.y.version",
      rest: "data \"x\" \"y\" {}")
    #expect(unknown.found == [])
    let null = TerraformSample.call("aws", "2.8.0", inputs + "\n  eks_cluster_version = null")
    #expect(null.found == ["WB3103 null"])
  }

  @Test func aWrongTypeIsReportedWhereTheValueIsWritten() {
    let sample = TerraformSample.call(
      "google", "5.0.0", "  namespace = var.name\n  license = \"a.b.c\"\n  labels = { a = [1] }",
      rest: "variable \"name\" {\n  default = [\"a\"]\n}")
    #expect(sample.found == ["WB3103 [1]", "WB3103 [\"a\"]"])
    #expect(sample.findings("WB3103").last?.related.count == 1)
  }

  @Test func textOfANumberIsANumberAndUnknownPiecesAreSilent() {
    let sample = TerraformSample.call(
      "google", "5.0.0",
      Self.google + "  deletion_protection = \"true\"\n  labels = { a = data.x.y.id }",
      rest: "data \"x\" \"y\" {}")
    #expect(sample.found == [])
  }

  @Test func environmentsThatNothingReadsHaveAnother() {
    let sample = TerraformSample.call(
      "google", "10.8.2", Self.google + "  app_wandb_env = { A = \"b\" }")
    #expect(sample.found == ["WB3104 app_wandb_env"])
  }

  @Test func callsWithCountLoopsAndJSONAreChecked() {
    let sample = TerraformSample(
      """
      module "a" {
        source   = "wandb/wandb/helm"
        version  = "4.0.0"
        count    = 2
        spec     = {}
        nonsense = count.index
      }
      module "b" {
        source   = "wandb/wandb/google"
        version  = "5.0.0"
        for_each = toset(["x"])
        license  = each.key
        namespace = each.key
      }
      output "o" {
        value = [module.b["x"].nonsense, module.b["x"].url, module.a[0].nothing]
      }
      """,
      json: """
        {"module": {"c": {"source": "wandb/wandb/helm", "version": "4.0.0", "specs": {}}}}
        """)
    #expect(
      sample.found == [
        "WB3101 nonsense", "WB3109 nonsense", "WB3109 nothing", "WB3102 \"c\"", "WB3101 \"specs\"",
      ])
  }

  // MARK: Versions

  @Test func constraintsAreReportedAtTheirBytes() {
    let sample = TerraformSample.call("helm", ">= 3, => 4", "  spec = {}")
    #expect(sample.found == ["WB3105 =>"])
  }

  @Test func versionsOfTerraformThatExcludeEachOther() {
    let rest = "terraform {\n  required_version = \"~> 1.3.0\"\n}"
    #expect(
      TerraformSample.call("google", "7.0.0", Self.google, rest: rest).found
        == ["WB3106 \"~> 1.3.0\""])
    #expect(TerraformSample.call("google", "6.0.0", Self.google, rest: rest).found == [])
    #expect(
      TerraformSample("terraform {\n  required_version = \">= 1.x\"\n}").found == ["WB3106 >= 1.x"])
  }

  @Test(arguments: [
    ("aws = \"~> 3.0\"", ["WB3107 \"~> 3.0\""]),
    ("amazon = { source = \"hashicorp/aws\", version = \"~> 3.0\" }", ["WB3107 \"~> 3.0\""]),
    (
      "aws = { source = \"registry.terraform.io/hashicorp/aws\", version = \"3.7\" }",
      ["WB3107 \"3.7\""]
    ),
    ("aws = { source = \"example/aws\", version = \"~> 3.0\" }", []),
    ("aws = \">= 4.5\"", []),
    ("other = \"1.2.3.4.5.x\"", ["WB3107 1.2.3.4.5.x"]),
  ])
  func providersAreHeldByTheirAddress(_ requirement: String, _ found: [String]) {
    let sample = TerraformSample.call(
      "aws", "2.8.0", "",
      rest: "terraform {\n  required_providers {\n    \(requirement)\n  }\n}")
    #expect(sample.found.filter { !$0.hasPrefix("WB3102") } == found)
  }

  @Test(arguments: [
    ("provider \"kubernetes\" {}", []),
    ("provider \"kubernetes\" {\n  alias = \"k\"\n}", ["WB3108 \"m\""]),
    ("", []),
    ("provider \"helm\" {}", ["WB3108 \"m\""]),
  ])
  func providersNeedABlock(_ rest: String, _ found: [String]) {
    let sample = TerraformSample.call(
      "kubernetes", "1.14.1", Self.kubernetes + "\n" + Self.database, rest: rest)
    #expect(sample.found == found)
  }

  @Test func aliasesThatArePassedAreConfigured() {
    let sample = TerraformSample.call(
      "kubernetes", "1.14.1",
      Self.kubernetes + "\n" + Self.database + "  providers = { kubernetes = kubernetes.k }",
      rest: "provider \"kubernetes\" {\n  alias = \"k\"\n}")
    #expect(sample.found == [])
  }

  @Test func azureNeedsFeatures() {
    let sample = TerraformSample.call(
      "azurerm", "1.7.1", Self.google + "  location = \"a\"",
      rest: "provider \"azurerm\" {}\nprovider \"kubernetes\" {}\nprovider \"helm\" {}")
    #expect(sample.found == ["WB3108 \"azurerm\""])
  }

  // MARK: Connection strings

  @Test(arguments: [
    ("aws", "\"mysql://${module.infra.database_connection_string}\"", nil),
    ("google", "module.infra.database_connection_string", nil),
    (
      "google", "\"mysql://${module.infra.database_connection_string}\"",
      "= \"${module.infra.database_connection_string}\""
    ),
    (
      "aws", "module.infra.database_connection_string",
      "= \"mysql://${module.infra.database_connection_string}\""
    ),
    (
      "aws", "\"${module.infra.database_connection_string}\"",
      "= \"mysql://${module.infra.database_connection_string}\""
    ),
  ])
  func theSchemeIsWrittenOnce(_ cloud: String, _ value: String, _ fixed: String?) {
    let sample = TerraformSample.call(
      "kubernetes", "1.14.1", Self.kubernetes + "\n  database_connection_string = \(value)",
      rest: "module \"infra\" {\n  source = \"wandb/wandb/\(cloud)\"\n}")
    #expect(sample.findings("WB3110").count == (fixed == nil ? 0 : 1))
    if let fixed { #expect(sample.fixed("WB3110").contains(fixed)) }
  }

  // MARK: Upgrades

  @Test func anUpgradeReportsOnlyWhatItBreaks() {
    let sample = TerraformSample.call(
      "google", "1.14.0", Self.google + "  allowed_inbound_cidr = [\"*\"]\n  nonsense = 1",
      rest: "terraform {\n  required_version = \"~> 1.3.0\"\n}", upgrade: "7.0.0")
    #expect(
      sample.found == ["WB3111 allowed_inbound_cidr", "WB3101 nonsense", "WB3111 \"~> 1.3.0\""])
    #expect(sample.fixed("WB3111").contains("allowed_inbound_cidrs = "))
  }

  @Test func anUpgradeReportsInputsThatBecomeRequired() {
    let sample = TerraformSample.call(
      "aws", "7.18.2", "  namespace = \"a\"", upgrade: "8.0.0")
    let found = sample.findings("WB3111").map(\.message)
    #expect(found == ["module `aws` 8.0.0 requires `kubernetes_legacy_cluster_creator_admin`"])
    #expect(sample.findings("WB3112").count == 1)
  }

  @Test(arguments: [
    ("aws", "7.18.2", "6.1.0"), ("google", "8.0.0", "7.0.0"), ("aws", "8.0.0", "5.0.0"),
  ])
  func downgradingToBeforeTheBucketIsAnError(_ module: String, _ from: String, _ to: String) {
    let sample = TerraformSample.call(module, from, "  namespace = \"a\"", upgrade: to)
    #expect(sample.findings("WB3154").count == 1)
  }

  @Test func aReleaseThatDoesNotExistIsNotATarget() {
    let sample = TerraformSample.call("helm", "4.0.0", "  spec = {}", upgrade: "99.0.0")
    #expect(sample.found == ["WB3111 \"4.0.0\""])
    #expect(TerraformSample("locals {}", upgrade: "99.0.0").found == [])
  }

  @Test func thousandsOfUnknownInputsAreReported() {
    let inputs = (0..<9_000).map { "  x\($0)_of_nothing = \($0)\n" }.joined()
    let sample = TerraformSample.call("aws", "7.18.2", inputs, upgrade: "8.0.0")
    #expect(sample.findings("WB3101").count == 9_000)
  }
}
