import Diagnostics
import Pipeline
import TestSupport
import Testing

/// Values of modules' inputs that a rule must report, and their neighbours that are fine.
@Suite struct TerraformValueRuleTests {
  /// `name = value` in a call of `module`, and the text of what has the code.
  private func spots(
    _ code: String, _ inputs: String, module: String = "aws", version: String = "7.18.2",
    beside: String = ""
  ) -> [String] {
    let main = """
      \(beside)
      module "wandb" {
        source  = "wandb/wandb/\(module)"
        version = "\(version)"
        \(inputs)
      }

      """
    return Sample(files: [("main.tf", main)]).spots(code)
  }

  /// Every finding of a call that sets these inputs and whatever else the module requires.
  private func findings(_ inputs: [String: String], module: String = "aws") -> [String] {
    let (version, required) = Self.complete[module] ?? ("", [:])
    let lines = required.merging(inputs) { $1 }.sorted { $0.key < $1.key }
    let main = """
      module "wandb" {
        source  = "wandb/wandb/\(module)"
        version = "\(version)"
        \(lines.map { "\($0) = \($1)" }.joined(separator: "\n  "))
      }

      variable "license" {}

      data "http" "cidr" {
        url = "https://example.com"
      }

      """
    let compilation = Sample(files: [("main.tf", main)]).compilation
    return compilation.report.findings.map { finding in
      "\(finding.id.code) \(compilation.sources.text(finding.span))"
    }
  }

  /// A release of each module, and inputs with which it has nothing to report.
  private static let complete: [String: (version: String, inputs: [String: String])] = [
    "aws": (
      "7.18.2",
      [
        "namespace": "\"wandb\"", "license": "var.license", "domain_name": "\"example.com\"",
        "zone_id": "\"Z032246913CW32RVRY0WU\"", "eks_cluster_version": "\"1.33\"",
        "allowed_inbound_cidr": "[\"10.0.0.0/8\"]", "allowed_inbound_ipv6_cidr": "[]",
      ]
    ),
    "google": (
      "10.8.2",
      [
        "namespace": "\"wandb\"", "license": "var.license", "domain_name": "\"example.com\"",
        "subdomain": "\"wandb\"",
      ]
    ),
    "azurerm": (
      "7.9.2",
      [
        "namespace": "\"wandb\"", "license": "var.license", "domain_name": "\"example.com\"",
        "subdomain": "\"wandb\"", "location": "\"westeurope\"",
      ]
    ),
  ]

  // MARK: Names

  @Test(arguments: [
    ("aws", "namespace", "Wandb"), ("aws", "namespace", "1wandb"), ("aws", "namespace", "w_b"),
    ("aws", "namespace", "wandb--b"), ("aws", "namespace", "wandb-"), ("aws", "namespace", "wändb"),
    ("google", "namespace", "Wandb"), ("google", "namespace", "my-google-b"),
    ("azurerm", "namespace", "wandb.prod"), ("azurerm", "blob_container", "ab"),
    ("azurerm", "blob_container", "a--b"), ("aws", "k8s_namespace", "wandb_prod"),
    ("google", "wandb_namespace", "-wandb"), ("helm", "wandb_namespace", "a.b"),
    ("aws", "bucket_name", "My-Bucket"), ("aws", "bucket_name", "a..b"),
    ("google", "bucket_name", "ab"),
  ])
  func reportsNamesThatAreRefused(_ module: String, _ input: String, _ name: String) {
    let version = ["google": "10.8.2", "azurerm": "7.9.2", "helm": "4.0.0"][module] ?? "7.18.2"
    #expect(
      spots("WB3121", "\(input) = \"\(name)\"", module: module, version: version) == [name])
  }

  @Test(arguments: [
    ("aws", "namespace", "wandb-prod-2"), ("aws", "bucket_name", "my.bucket-1"),
    ("google", "namespace", "wandb-"), ("google", "bucket_name", "my_bucket"),
    ("azurerm", "namespace", "wandb-eu"), ("aws", "namespace", "<namespace>"),
    ("aws", "yace_sa_name", "a.b-c"), ("aws", "namespace", ""),
  ])
  func acceptsNames(_ module: String, _ input: String, _ name: String) {
    #expect(findings([input: "\"\(name)\""], module: module) == [])
  }

  @Test func warnsWhereTheModuleCutsAName() {
    let long = "wandb-production-frankfurt"
    let sample = Sample(files: [
      ("main.tf", "module \"w\" {\n  source = \"wandb/wandb/aws\"\n  namespace = \"\(long)\"\n}\n")
    ])
    let findings = sample.findings("WB3156")
    #expect(findings.count == 1)
    #expect(findings.first?.help?.contains("`wandb-production-frankfu`") == true)
    #expect(spots("WB3156", "namespace = \"\(long.prefix(24))\"") == [])
    #expect(
      spots("WB3156", "namespace = \"wandb-production-x\"", module: "azurerm", version: "7.9.2")
        == [])
    #expect(
      spots("WB3156", "namespace = \"wandb-production-xyz\"", module: "azurerm", version: "7.9.2")
        == ["wandb-production-xyz"])
  }

  // MARK: Ranges

  @Test(arguments: [
    "10.0.0.0", "10.0.0.1/8", "10.0.0.0/33", "10.0.0/8", "10.0.0.0/", "/8", "256.0.0.0/8",
    "010.0.0.0/8", "10.0.0.0/08", "10.0.0.0/8/8", "10.0.0.0/-1", "10.0.0.0/+8", "::/0", "*", "all",
    " 10.0.0.0/8", "１0.0.0.0/8", "10.0.0.0/8\\u0000",
  ])
  func reportsRangesOfIPv4(_ range: String) {
    #expect(spots("WB3122", "allowed_inbound_cidr = [\"\(range)\"]") == [range])
  }

  @Test(arguments: [
    "::1/0", "1::2::3/64", "2001:db8::/129", "2001:db8::", "12345::/16", "1:2:3:4:5:6:7/64",
    "1:2:3:4:5:6:7:8:9/64", "1:2:3:4:5:6:7::8/128 ", ":::/0", "g::/16", "10.0.0.0/8",
    "::ffff:1.2.3/96",
  ])
  func reportsRangesOfIPv6(_ range: String) {
    #expect(spots("WB3122", "allowed_inbound_ipv6_cidr = [\"\(range)\"]") == [range])
  }

  @Test func acceptsRanges() {
    let four = #"["10.0.0.0/8", "1.2.3.4/32", "128.0.0.0/1"]"#
    #expect(findings(["allowed_inbound_cidr": four]) == [])
    let six = #"["2001:db8::/32", "1:2:3:4:5:6:7:8/128", "::ffff:1.2.3.4/128", "FE80::/10"]"#
    #expect(findings(["allowed_inbound_ipv6_cidr": six]) == [])
    let both = #"["::/0", "10.0.0.0/8"]"#
    #expect(findings(["kubernetes_public_access_cidrs": both]) == [])
    let addresses = #"["10.0.0.1", "10.0.0.1/8"]"#
    #expect(findings(["allowed_inbound_cidrs": addresses], module: "google") == [])
    #expect(findings(["allowed_inbound_cidr": "[data.http.cidr.body, \"<CIDR>\"]"]) == [])
  }

  @Test func acceptsRangesOfEverybodyWithAWarning() {
    #expect(findings(["allowed_inbound_cidr": "[\"0.0.0.0/0\"]"]) == ["WB3123 \"0.0.0.0/0\""])
    #expect(findings(["allowed_inbound_ipv6_cidr": "[\"::/0\"]"]) == ["WB3123 \"::/0\""])
    #expect(
      findings(["allowed_inbound_cidrs": "[\"*\"]"], module: "google") == ["WB3123 \"*\""])
  }

  @Test func reportsSubnetsOutsideTheNetwork() {
    #expect(
      spots("WB3135", "network_private_subnet_cidrs = [\"10.10.0.0/24\", \"10.11.0.0/24\"]")
        == ["10.11.0.0/24"])
    #expect(spots("WB3135", "network_cidr = \"10.20.0.0/16\"") == ["10.20.0.0/16"])
    #expect(spots("WB3135", "network_cidr = \"10.0.0.0/8\"") == [])
    #expect(spots("WB3135", "network_cidr = \"10.20.0.0/16\"\ncreate_vpc = false") == [])
    #expect(spots("WB3135", "network_cidr = local.unknown") == [])
  }

  @Test func reportsSubnetsThatOverlap() {
    #expect(
      spots(
        "WB3135",
        """
        network_private_subnet_cidrs = ["10.10.0.0/20", "10.10.64.0/24"]
        network_public_subnet_cidrs  = ["10.10.1.0/24", "10.10.2.0/24"]
        """) == ["10.10.1.0/24", "10.10.2.0/24"])
  }

  // MARK: Open doors

  @Test(arguments: [
    "allowed_inbound_cidr = [\"0.0.0.0/0\", \"0.0.0.0/0\"]",
    "allowed_inbound_ipv6_cidr = [\"0::0/0\"]",
    "kubernetes_public_access = true\nkubernetes_public_access_cidrs = [\"0.0.0.0/0\"]",
  ])
  func warnsOfRangesOfEverything(_ inputs: String) {
    #expect(spots("WB3123", inputs).count == 1)
  }

  @Test(arguments: [
    ["allowed_inbound_cidr": "[\"0.0.0.0/1\"]"],
    ["allowed_inbound_cidr": "[\"0.0.0.0/0\"]", "kubernetes_alb_internet_facing": "false"],
    ["kubernetes_public_access_cidrs": "[\"0.0.0.0/0\"]"],
  ])
  func acceptsWhatIsNotOpen(_ inputs: [String: String]) { #expect(findings(inputs) == []) }

  @Test func warnsOfAClusterWithoutRanges() {
    #expect(spots("WB3129", "kubernetes_public_access = true") == ["true"])
    #expect(
      spots("WB3129", "kubernetes_public_access = true\nkubernetes_public_access_cidrs = []")
        == ["true"])
    #expect(
      spots("WB3129", "kubernetes_public_access = true\nkubernetes_public_access_cidrs = local.x")
        == [])
    #expect(spots("WB3129", "bucket_permissions_mode = \"public\"") == ["public"])
  }

  // MARK: Words and numbers

  @Test func reportsWhatAReleaseRefuses() {
    #expect(spots("WB3124", "bucket_permissions_mode = \"strikt\"") == ["strikt"])
    #expect(spots("WB3124", "bucket_permissions_mode = \"strikt\"", version: "4.0.0") == [])
    #expect(spots("WB3124", "kms_key_deletion_window = 31") == ["31"])
    #expect(spots("WB3124", "kms_key_deletion_window = 7.5") == ["7.5"])
    #expect(spots("WB3124", "kms_key_deletion_window = \"30\"") == [])
    let accounts = "kubernetes_map_accounts = [\"123456789012\"]"
    #expect(spots("WB3124", accounts) == [])
    #expect(spots("WB3124", accounts, version: "8.0.0").count == 1)
  }

  @Test(arguments: ["1.3", "\"v1.33\"", "\"1.33.1\"", "1.30", "\"latest\"", "\"2.10\"", "1"])
  func reportsVersionsOfClusters(_ version: String) {
    #expect(spots("WB3137", "eks_cluster_version = \(version)").count == 1)
  }

  @Test func reportsAddOnsThatAreOlderThanTheCluster() {
    let inputs = "eks_cluster_version = \"1.33\"\neks_addons_preroll_version = "
    #expect(spots("WB3137", inputs + "\"1.32\"", version: "8.0.0") == ["1.32"])
    #expect(spots("WB3137", inputs + "\"1.33\"", version: "8.0.0") == [])
  }

  @Test func warnsOfOldDatabases() {
    #expect(spots("WB3141", "database_engine_version = 5.7") == ["5.7"])
    #expect(spots("WB3141", "database_engine_version = \"8.0.mysql_aurora.3.05.2\"") == [])
    #expect(
      spots("WB3141", "database_version = \"MYSQL_5_7\"", module: "google", version: "1.1.0")
        == ["MYSQL_5_7"])
  }

  // MARK: Redis

  @Test func reportsWhatIsWrongWithRedisSources() {
    #expect(
      spots("WB3125", "use_ctrlplane_redis = true\nuse_chainguard_redis = \"true\"") == ["true"])
    #expect(spots("WB3125", "use_ctrlplane_redis = true\nuse_external_redis = false") == [])
    #expect(spots("WB3126", "use_external_redis = true\nexternal_redis_port = 1") == ["true"])
    #expect(
      spots(
        "WB3126",
        "use_external_redis = true\nexternal_redis_host = local.h\nexternal_redis_port = 1") == [])
    #expect(spots("WB3127", "external_redis_host = \"redis\"") == ["redis"])
    #expect(
      spots("WB3127", "external_redis_host = \"redis\"\nuse_external_redis = local.x") == [])
    #expect(spots("WB3127", "external_redis_host = \"redis\"", version: "4.0.0") == [])
  }

  // MARK: Storage, keys and queues

  @Test func warnsThatDestroyTakesTheData() {
    #expect(spots("WB3128", "deletion_protection = false") == ["false"])
    #expect(spots("WB3128", "deletion_protection = true") == [])
    let connector = "aws//modules/secure_storage_connector"
    #expect(
      spots("WB3128", "deletion_protection = false", module: connector, version: "8.0.0")
        == ["false"])
    #expect(
      spots("WB3128", "deletion_protection = false", module: "azurerm", version: "1.0.0") == [])
  }

  @Test func notesTheQueueThatIsForced() {
    #expect(
      spots("WB3138", "bucket_name = \"files\"\nuse_internal_queue = false") == ["false"])
    #expect(spots("WB3138", "bucket_name = \"\"\nuse_internal_queue = false") == [])
  }

  @Test(arguments: [
    ("database_kms_key_arn", "alias/wandb", true),
    ("database_kms_key_arn", "arn:aws:kms:us-east-1:123456789012:alias/a", true),
    ("database_kms_key_arn", "arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/a", true),
    ("database_kms_key_arn", "0a1b2c3d", true),
    ("database_kms_key_arn", "arn:aws:kms:us-east-1:123456789012:key/a", false),
    ("database_kms_key_arn", "", false),
    ("bucket_kms_key_arn", "alias/wandb", false),
    ("bucket_kms_key_arn", "arn:aws-cn:kms:cn-north-1:123456789012:key/a", true),
    (
      "database_performance_insights_kms_key_arn",
      "arn:aws-cn:kms:cn-north-1:123456789012:key/a", false
    ),
  ])
  func reportsKeysThatTheModuleRefuses(_ name: String, _ key: String, _ isRefused: Bool) {
    #expect(spots("WB3131", "\(name) = \"\(key)\"") == (isRefused ? [key] : []))
  }

  @Test func reportsFlagsOfTwoClusters() {
    let legacy = "\nkubernetes_legacy_cluster_creator_admin = "
    let preserve = "preserve_aws_auth_configmap = true"
    #expect(spots("WB3130", preserve + legacy + "false", version: "8.0.0") == ["true"])
    #expect(spots("WB3130", preserve + legacy + "true", version: "8.0.0") == [])
    #expect(spots("WB3130", preserve + legacy + "false", version: "7.18.2") == [])
  }

  // MARK: Places

  @Test func warnsOfRegionsThatNobodyKnows() {
    #expect(
      spots("WB3132", "", beside: "provider \"aws\" {\n  region = \"us-east1\"\n}") == ["us-east1"])
    #expect(spots("WB3132", "", beside: "provider \"aws\" {\n  region = local.r\n}") == [])
    for (location, isKnown) in [("West Europe", true), ("westeurope", true), ("eu-west-1", false)] {
      let found = spots(
        "WB3132", "location = \"\(location)\"", module: "azurerm", version: "7.9.2")
      #expect(found == (isKnown ? [] : [location]))
    }
  }

  @Test(arguments: [
    ("us-east1-b", true), ("us-east4-b", false), ("us-east1", false), ("us-east1-bc", false),
    ("us-east", false),
  ])
  func reportsZonesOutsideTheRegion(_ zone: String, _ isInside: Bool) {
    let provider = "provider \"google\" {\n  region = \"us-east1\"\n  zone = \"\(zone)\"\n}"
    #expect(spots("WB3136", "", beside: provider) == (isInside ? [] : [zone]))
  }

  @Test(arguments: [
    ("domain_name = \"example.com.\"", 1), ("domain_name = \"Example.com\"", 0),
    ("extra_fqdn = [\"*.example.com\", \"a.example.com\", \"a b\"]", 2),
    ("custom_domain_filter = \"https://example.com\"", 1),
    ("external_dns = true\nsubdomain = local.s", 0), ("subdomain = \"a_b\"", 1),
    ("subdomain = null", 0),
  ])
  func reportsDomains(_ inputs: String, _ count: Int) {
    #expect(spots("WB3133", inputs).count == count)
    #expect(spots("WB3155", "external_dns = true").count == 1)
  }

  @Test(arguments: [
    ("Z032246913CW32RVRY0WU", true), ("/hostedzone/Z032246913CW32RVRY0WU", true),
    ("xxxxxxxxxxxxxxxx", true), ("z032246913", false), ("example.com", false), ("Z", false),
  ])
  func reportsZonesOfRoute53(_ zone: String, _ isFine: Bool) {
    #expect(spots("WB3139", "zone_id = \"\(zone)\"") == (isFine ? [] : [zone]))
  }

  @Test func reportsNetworksThatAreMissingOrUnread() {
    #expect(spots("WB3134", "create_vpc = false").count == 1)
    #expect(spots("WB3140", "network_id = \"vpc-1\"") == ["vpc-1"])
    #expect(spots("WB3140", "network_id = \"vpc-1\"\ncreate_vpc = local.x") == [])
    #expect(spots("WB3140", "network_id = \"\"\nnetwork_private_subnets = []") == [])
  }

  // MARK: Everything else

  @Test func pointsAtTheValuesFileAndAtTheCall() throws {
    let sample = Sample(files: [
      (
        "main.tf",
        """
        variable "cidrs" { type = list(string) }
        module "wandb" {
          source               = "wandb/wandb/aws"
          allowed_inbound_cidr = var.cidrs
        }

        """
      ), ("terraform.tfvars", "cidrs = [\"10.0.0.1/8\"]\n"),
    ])
    let finding = try #require(sample.findings("WB3122").first)
    #expect(sample.spots("WB3122") == ["10.0.0.1/8"])
    #expect(finding.setting == "terraform.aws.allowed_inbound_cidr")
    #expect(finding.related.map(\.message) == ["used here"])
  }

  @Test func doesNotRepeatSecrets() throws {
    let sample = Sample(files: [
      (
        "main.tf",
        """
        variable "cidrs" {
          type      = list(string)
          sensitive = true
        }
        module "wandb" {
          source               = "wandb/wandb/aws"
          allowed_inbound_cidr = var.cidrs
        }

        """
      ), ("terraform.tfvars", "cidrs = [\"10.9.8.7/8\"]\n"),
    ])
    let finding = try #require(sample.findings("WB3122").first)
    #expect(!(finding.message + (finding.help ?? "")).contains("10.9"))
  }

  @Test func manyRangesAreReportedTwentyTimes() {
    let ranges = (0..<10_000).map { "\"10.0.\($0 % 256).1/8\"" }.joined(separator: ", ")
    #expect(spots("WB3122", "allowed_inbound_cidr = [\(ranges)]").count == 20)
    #expect(spots("WB3135", "network_private_subnet_cidrs = [\(ranges)]") == [])
    let same = Array(repeating: "\"10.10.0.0/24\"", count: 10_000).joined(separator: ", ")
    #expect(spots("WB3135", "network_private_subnet_cidrs = [\(same)]").count == 20)
  }

  @Test func longTextIsShort() {
    let long = String(repeating: "a.", count: 500_000)
    for name in ["namespace", "domain_name", "zone_id", "network_cidr", "database_kms_key_arn"] {
      let sample = Sample(files: [
        ("main.tf", "module \"w\" {\n  source = \"wandb/wandb/aws\"\n  \(name) = \"\(long)\"\n}\n")
      ])
      let findings = sample.compilation.report.findings.filter { $0.id.code > "WB3120" }
      #expect(!findings.isEmpty)
      #expect(findings.allSatisfy { ($0.message + ($0.help ?? "")).utf8.count < 300 })
    }
  }
}
