import Diagnostics
import TestSupport
import Testing

/// Names, domains, regions and zones in modules' inputs that a rule must report, and their
/// neighbours that are fine.
@Suite struct TerraformNameRuleTests {
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
      ModuleInputSample.spots("WB3121", "\(input) = \"\(name)\"", module: module, version: version)
        == [name])
  }

  @Test(arguments: [
    ("aws", "namespace", "wandb-prod-2"), ("aws", "bucket_name", "my.bucket-1"),
    ("google", "namespace", "wandb-"), ("google", "bucket_name", "my_bucket"),
    ("azurerm", "namespace", "wandb-eu"), ("aws", "namespace", "<namespace>"),
    ("aws", "yace_sa_name", "a.b-c"), ("aws", "namespace", ""),
  ])
  func acceptsNames(_ module: String, _ input: String, _ name: String) {
    #expect(ModuleInputSample.findings([input: "\"\(name)\""], module: module) == [])
  }

  @Test func warnsWhereTheModuleCutsAName() {
    let long = "wandb-production-frankfurt"
    let sample = Sample(files: [
      ("main.tf", "module \"w\" {\n  source = \"wandb/wandb/aws\"\n  namespace = \"\(long)\"\n}\n")
    ])
    let findings = sample.findings("WB3156")
    #expect(findings.map(\.severity) == [.warning])
    #expect(findings.first?.help?.contains("`wandb-production-frankfu`") == true)
    #expect(ModuleInputSample.spots("WB3156", "namespace = \"\(long.prefix(24))\"") == [])
    #expect(
      ModuleInputSample.spots(
        "WB3156", "namespace = \"wandb-production-x\"", module: "azurerm", version: "7.9.2")
        == [])
    #expect(
      ModuleInputSample.spots(
        "WB3156", "namespace = \"wandb-production-xyz\"", module: "azurerm", version: "7.9.2")
        == ["wandb-production-xyz"])
  }

  // MARK: Regions, zones and domains

  @Test func warnsOfRegionsThatNobodyKnows() {
    #expect(
      ModuleInputSample.spots(
        "WB3132", "", extra: "provider \"aws\" {\n  region = \"us-east1\"\n}") == ["us-east1"])
    #expect(
      ModuleInputSample.spots("WB3132", "", extra: "provider \"aws\" {\n  region = local.r\n}")
        == [])
    for (location, isKnown) in [("West Europe", true), ("westeurope", true), ("eu-west-1", false)] {
      let found = ModuleInputSample.spots(
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
    #expect(ModuleInputSample.spots("WB3136", "", extra: provider) == (isInside ? [] : [zone]))
  }

  @Test(arguments: [
    ("domain_name = \"example.com.\"", 1), ("domain_name = \"Example.com\"", 0),
    ("extra_fqdn = [\"*.example.com\", \"a.example.com\", \"a b\"]", 2),
    ("custom_domain_filter = \"https://example.com\"", 1),
    ("external_dns = true\nsubdomain = local.s", 0), ("subdomain = \"a_b\"", 1),
    ("subdomain = null", 0),
  ])
  func reportsDomains(_ inputs: String, _ count: Int) {
    #expect(ModuleInputSample.spots("WB3133", inputs).count == count)
    #expect(ModuleInputSample.spots("WB3155", "external_dns = true").count == 1)
  }

  @Test(arguments: [
    ("Z032246913CW32RVRY0WU", true), ("/hostedzone/Z032246913CW32RVRY0WU", true),
    ("xxxxxxxxxxxxxxxx", true), ("z032246913", false), ("example.com", false), ("Z", false),
  ])
  func reportsZonesOfRoute53(_ zone: String, _ isFine: Bool) {
    #expect(ModuleInputSample.spots("WB3139", "zone_id = \"\(zone)\"") == (isFine ? [] : [zone]))
  }

  @Test func reportsNetworksThatAreMissingOrUnread() {
    #expect(ModuleInputSample.spots("WB3134", "create_vpc = false").count == 1)
    #expect(ModuleInputSample.spots("WB3140", "network_id = \"vpc-1\"") == ["vpc-1"])
    #expect(ModuleInputSample.spots("WB3140", "network_id = \"vpc-1\"\ncreate_vpc = local.x") == [])
    #expect(
      ModuleInputSample.spots("WB3140", "network_id = \"\"\nnetwork_private_subnets = []") == [])
  }
}
