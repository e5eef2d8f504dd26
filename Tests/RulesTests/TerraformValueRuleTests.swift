import Diagnostics
import Pipeline
import TestSupport
import Testing

/// Words, numbers and flags of modules' inputs that a rule must report, and their neighbours that
/// are fine.
@Suite struct TerraformValueRuleTests {
  @Test func reportsWhatAReleaseRefuses() {
    #expect(ModuleInputSample.spots("WB3124", "bucket_permissions_mode = \"strikt\"") == ["strikt"])
    #expect(
      ModuleInputSample.spots("WB3124", "bucket_permissions_mode = \"strikt\"", version: "4.0.0")
        == [])
    #expect(ModuleInputSample.spots("WB3124", "kms_key_deletion_window = 31") == ["31"])
    #expect(ModuleInputSample.spots("WB3124", "kms_key_deletion_window = 7.5") == ["7.5"])
    #expect(ModuleInputSample.spots("WB3124", "kms_key_deletion_window = \"30\"") == [])
    let accounts = "kubernetes_map_accounts = [\"123456789012\"]"
    #expect(ModuleInputSample.spots("WB3124", accounts) == [])
    #expect(ModuleInputSample.spots("WB3124", accounts, version: "8.0.0").count == 1)
  }

  /// Until these releases, `try` made other inputs the default of an unknown size.
  @Test(arguments: [
    ("aws", "4.24.0", "5.0.0"), ("google", "5.4.2", "6.0.0"), ("azurerm", "3.0.3", "4.0.0"),
  ])
  func reportsSizesThatAPlanDoesNotFind(_ module: String, _ lax: String, _ strict: String) {
    func spots(_ size: String, _ version: String) -> [String] {
      ModuleInputSample.spots("WB3124", "size = \(size)", module: module, version: version)
    }
    #expect(spots("\"smal\"", strict) == ["smal"])
    #expect(spots("\"smal\"", lax) == [])
    #expect(spots("\"xxlarge\"", strict) == [])
    #expect(spots("null", strict) == [])
  }

  @Test(arguments: ["1.3", "\"v1.33\"", "\"1.33.1\"", "1.30", "\"latest\"", "\"2.10\"", "1"])
  func reportsVersionsOfClusters(_ version: String) {
    #expect(ModuleInputSample.spots("WB3137", "eks_cluster_version = \(version)").count == 1)
  }

  @Test func reportsAddOnsThatAreOlderThanTheCluster() {
    let inputs = "eks_cluster_version = \"1.33\"\neks_addons_preroll_version = "
    #expect(ModuleInputSample.spots("WB3137", inputs + "\"1.32\"", version: "8.0.0") == ["1.32"])
    #expect(ModuleInputSample.spots("WB3137", inputs + "\"1.33\"", version: "8.0.0") == [])
  }

  @Test func warnsOfOldDatabases() {
    #expect(ModuleInputSample.spots("WB3141", "database_engine_version = 5.7") == ["5.7"])
    #expect(
      ModuleInputSample.spots("WB3141", "database_engine_version = \"8.0.mysql_aurora.3.05.2\"")
        == [])
    #expect(
      ModuleInputSample.spots(
        "WB3141", "database_version = \"MYSQL_5_7\"", module: "google", version: "1.1.0")
        == ["MYSQL_5_7"])
  }

  // MARK: Redis

  @Test func reportsWhatIsWrongWithRedisSources() {
    #expect(
      ModuleInputSample.spots(
        "WB3125", "use_ctrlplane_redis = true\nuse_chainguard_redis = \"true\"") == ["true"])
    #expect(
      ModuleInputSample.spots("WB3125", "use_ctrlplane_redis = true\nuse_external_redis = false")
        == [])
    #expect(
      ModuleInputSample.spots("WB3126", "use_external_redis = true\nexternal_redis_port = 1") == [
        "true"
      ])
    #expect(
      ModuleInputSample.spots(
        "WB3126",
        "use_external_redis = true\nexternal_redis_host = local.h\nexternal_redis_port = 1") == [])
    #expect(ModuleInputSample.spots("WB3127", "external_redis_host = \"redis\"") == ["redis"])
    #expect(
      ModuleInputSample.spots(
        "WB3127", "external_redis_host = \"redis\"\nuse_external_redis = local.x") == [])
    #expect(
      ModuleInputSample.spots("WB3127", "external_redis_host = \"redis\"", version: "4.0.0") == [])
  }

  // MARK: Storage, keys and queues

  @Test func warnsThatDestroyTakesTheData() {
    #expect(ModuleInputSample.spots("WB3128", "deletion_protection = false") == ["false"])
    #expect(ModuleInputSample.spots("WB3128", "deletion_protection = true") == [])
    let connector = "aws//modules/secure_storage_connector"
    #expect(
      ModuleInputSample.spots(
        "WB3128", "deletion_protection = false", module: connector, version: "8.0.0")
        == ["false"])
    #expect(
      ModuleInputSample.spots(
        "WB3128", "deletion_protection = false", module: "azurerm", version: "1.0.0") == [])
  }

  @Test func notesTheQueueThatIsForced() {
    #expect(
      ModuleInputSample.spots("WB3138", "bucket_name = \"files\"\nuse_internal_queue = false") == [
        "false"
      ])
    #expect(
      ModuleInputSample.spots("WB3138", "bucket_name = \"\"\nuse_internal_queue = false") == [])
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
    #expect(ModuleInputSample.spots("WB3131", "\(name) = \"\(key)\"") == (isRefused ? [key] : []))
  }

  @Test func reportsFlagsOfTwoClusters() {
    let legacy = "\nkubernetes_legacy_cluster_creator_admin = "
    let preserve = "preserve_aws_auth_configmap = true"
    #expect(
      ModuleInputSample.spots("WB3130", preserve + legacy + "false", version: "8.0.0") == ["true"])
    #expect(ModuleInputSample.spots("WB3130", preserve + legacy + "true", version: "8.0.0") == [])
    #expect(ModuleInputSample.spots("WB3130", preserve + legacy + "false", version: "7.18.2") == [])
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
