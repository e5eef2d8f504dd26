import Diagnostics
import TestSupport
import Testing

/// Address ranges in modules' inputs that a rule must report, and their neighbours that are fine.
@Suite struct TerraformNetworkRuleTests {
  @Test(arguments: [
    "10.0.0.0", "10.0.0.1/8", "10.0.0.0/33", "10.0.0/8", "10.0.0.0/", "/8", "256.0.0.0/8",
    "010.0.0.0/8", "10.0.0.0/08", "10.0.0.0/8/8", "10.0.0.0/-1", "10.0.0.0/+8", "::/0", "*", "all",
    " 10.0.0.0/8", "１0.0.0.0/8", "10.0.0.0/8\\u0000",
  ])
  func reportsRangesOfIPv4(_ range: String) {
    #expect(ModuleInputSample.spots("WB3122", "allowed_inbound_cidr = [\"\(range)\"]") == [range])
  }

  @Test(arguments: [
    "::1/0", "1::2::3/64", "2001:db8::/129", "2001:db8::", "12345::/16", "1:2:3:4:5:6:7/64",
    "1:2:3:4:5:6:7:8:9/64", "1:2:3:4:5:6:7::8/128 ", ":::/0", "g::/16", "10.0.0.0/8",
    "::ffff:1.2.3/96",
  ])
  func reportsRangesOfIPv6(_ range: String) {
    #expect(
      ModuleInputSample.spots("WB3122", "allowed_inbound_ipv6_cidr = [\"\(range)\"]") == [range])
  }

  @Test func acceptsRanges() {
    let four = #"["10.0.0.0/8", "1.2.3.4/32", "128.0.0.0/1"]"#
    #expect(ModuleInputSample.findings(["allowed_inbound_cidr": four]) == [])
    let six = #"["2001:db8::/32", "1:2:3:4:5:6:7:8/128", "::ffff:1.2.3.4/128", "FE80::/10"]"#
    #expect(ModuleInputSample.findings(["allowed_inbound_ipv6_cidr": six]) == [])
    let both = #"["::/0", "10.0.0.0/8"]"#
    #expect(ModuleInputSample.findings(["kubernetes_public_access_cidrs": both]) == [])
    let addresses = #"["10.0.0.1", "10.0.0.1/8"]"#
    #expect(
      ModuleInputSample.findings(["allowed_inbound_cidrs": addresses], module: "google") == [])
    #expect(
      ModuleInputSample.findings(["allowed_inbound_cidr": "[data.http.cidr.body, \"<CIDR>\"]"])
        == [])
  }

  @Test func acceptsRangesOfEverybodyWithAWarning() {
    #expect(
      ModuleInputSample.findings(["allowed_inbound_cidr": "[\"0.0.0.0/0\"]"]) == [
        "WB3123 \"0.0.0.0/0\""
      ])
    #expect(
      ModuleInputSample.findings(["allowed_inbound_ipv6_cidr": "[\"::/0\"]"]) == ["WB3123 \"::/0\""]
    )
    #expect(
      ModuleInputSample.findings(["allowed_inbound_cidrs": "[\"*\"]"], module: "google") == [
        "WB3123 \"*\""
      ])
  }

  @Test func reportsSubnetsOutsideTheNetwork() {
    #expect(
      ModuleInputSample.spots(
        "WB3135", "network_private_subnet_cidrs = [\"10.10.0.0/24\", \"10.11.0.0/24\"]")
        == ["10.11.0.0/24"])
    #expect(
      ModuleInputSample.spots("WB3135", "network_cidr = \"10.20.0.0/16\"") == ["10.20.0.0/16"])
    #expect(ModuleInputSample.spots("WB3135", "network_cidr = \"10.0.0.0/8\"") == [])
    #expect(
      ModuleInputSample.spots("WB3135", "network_cidr = \"10.20.0.0/16\"\ncreate_vpc = false") == []
    )
    #expect(ModuleInputSample.spots("WB3135", "network_cidr = local.unknown") == [])
  }

  @Test func reportsSubnetsThatOverlap() {
    #expect(
      ModuleInputSample.spots(
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
    #expect(ModuleInputSample.spots("WB3123", inputs).count == 1)
  }

  @Test(arguments: [
    ["allowed_inbound_cidr": "[\"0.0.0.0/1\"]"],
    ["allowed_inbound_cidr": "[\"0.0.0.0/0\"]", "kubernetes_alb_internet_facing": "false"],
    ["kubernetes_public_access_cidrs": "[\"0.0.0.0/0\"]"],
  ])
  func acceptsRestrictedNetworks(_ inputs: [String: String]) {
    #expect(ModuleInputSample.findings(inputs) == [])
  }

  @Test func warnsOfAClusterWithoutRanges() {
    #expect(ModuleInputSample.spots("WB3129", "kubernetes_public_access = true") == ["true"])
    #expect(
      ModuleInputSample.spots(
        "WB3129", "kubernetes_public_access = true\nkubernetes_public_access_cidrs = []")
        == ["true"])
    #expect(
      ModuleInputSample.spots(
        "WB3129", "kubernetes_public_access = true\nkubernetes_public_access_cidrs = local.x")
        == [])
    #expect(ModuleInputSample.spots("WB3129", "bucket_permissions_mode = \"public\"") == ["public"])
  }

  // MARK: Findings

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
    #expect(ModuleInputSample.spots("WB3122", "allowed_inbound_cidr = [\(ranges)]").count == 20)
    #expect(ModuleInputSample.spots("WB3135", "network_private_subnet_cidrs = [\(ranges)]") == [])
    let same = Array(repeating: "\"10.10.0.0/24\"", count: 10_000).joined(separator: ", ")
    #expect(
      ModuleInputSample.spots("WB3135", "network_private_subnet_cidrs = [\(same)]").count == 20)
  }
}
