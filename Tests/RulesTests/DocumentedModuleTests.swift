import Diagnostics
import Terraform
import TestSupport
import Testing

/// Module blocks of W&B's documentation, with exactly what is wrong in each.
@Suite struct DocumentedModuleTests {
  struct Snippet: Sendable, CustomTestStringConvertible {
    let module: String
    let constraint: String
    let inputs: String
    var outputs = ""
    var unknown: [String] = []
    var missing: [String] = []

    var testDescription: String { "\(module) \(constraint): \(inputs)" }
  }

  private static let awsRoot = "namespace domain_name subdomain zone_id"
  private static let cidrs = ["allowed_inbound_cidr", "allowed_inbound_ipv6_cidr"]
  private static let googleRoot = "namespace license domain_name subdomain"
  private static let azureRoot = "namespace location license domain_name subdomain"

  static let snippets = [
    Snippet(
      module: "aws", constraint: "~>2.0",
      inputs: awsRoot + " allowed_inbound_cidr allowed_inbound_ipv6_cidr public_access "
        + "external_dns kubernetes_public_access kubernetes_public_access_cidrs",
      outputs: "cluster_id url bucket_name bucket_region database_connection_string",
      missing: ["eks_cluster_version"]),
    Snippet(
      module: "aws", constraint: "~>2.0", inputs: awsRoot + " create_elasticache_subnet",
      unknown: ["create_elasticache_subnet"], missing: cidrs + ["eks_cluster_version"]),
    Snippet(
      module: "aws", constraint: "~>2.0", inputs: awsRoot + " use_internal_queue",
      missing: cidrs + ["eks_cluster_version"]),
    Snippet(
      module: "kubernetes", constraint: "~>1.0",
      inputs: "license host bucket bucket_aws_region bucket_queue database_connection_string"),
    Snippet(
      module: "kubernetes", constraint: "~>1.0", inputs: "license wandb_version",
      missing: ["bucket", "bucket_queue", "database_connection_string", "host"]),
    Snippet(
      module: "aws", constraint: "1.16.10",
      inputs: "namespace domain_name zone_id subdomain wandb_license wandb_version",
      unknown: ["wandb_license", "wandb_version"],
      missing: cidrs + ["database_performance_insights_kms_key_arn"]),
    Snippet(
      module: "aws", constraint: "4.7.2",
      inputs: "namespace domain_name zone_id subdomain wandb_license size enable_dummy_dns "
        + "enable_operator_alb custom_domain_filter",
      unknown: ["wandb_license"], missing: cidrs + ["eks_cluster_version", "license"]),
    Snippet(
      module: "google", constraint: "~> 5.0", inputs: googleRoot,
      outputs: "cluster_endpoint cluster_ca_certificate url address bucket_name"),
    Snippet(
      module: "google", constraint: "~> 1.0",
      inputs: googleRoot + " allowed_inbound_cidrs create_redis"),
    Snippet(
      module: "google", constraint: "~> 1.0",
      inputs: googleRoot + " allowed_inbound_cidrs use_internal_queue"),
    Snippet(
      module: "azurerm", constraint: "~> 1.2",
      inputs: azureRoot + " tags",
      outputs: "cluster_host cluster_ca_certificate cluster_client_key cluster_client_certificate "
        + "address url"),
    Snippet(module: "azurerm", constraint: "~> 1.2", inputs: azureRoot + " use_internal_queue"),
    Snippet(module: "helm", constraint: ">= 0", inputs: "spec"),
  ]

  @Test(arguments: snippets)
  func findsExactlyWhatIsWrong(_ snippet: Snippet) {
    let names = snippet.inputs.split(separator: " ").map(String.init)
    let outputs = snippet.outputs.split(separator: " ").map(String.init)
    let sample = TerraformSample.call(
      snippet.module, snippet.constraint, names.map { "  \($0) = var.\($0)\n" }.joined(),
      rest: names.map { "variable \"\($0)\" {}\n" }.joined()
        + outputs.map { "output \"\($0)\" {\n  value = module.m.\($0)\n}\n" }.joined())
    let missing = snippet.missing.isEmpty ? [] : ["WB3102 \"m\""]
    #expect(sample.found == missing + snippet.unknown.map { "WB3101 \($0)" })
    for name in snippet.missing {
      #expect(sample.findings("WB3102").first?.message.contains("`\(name)`") == true)
    }
    let quoted = (sample.findings("WB3102").first?.message.split(separator: "`").count ?? 1) / 2
    // The module's own name is quoted as well.
    #expect(quoted == (snippet.missing.isEmpty ? 0 : snippet.missing.count + 1))
  }

  @Test func constraintOfANewerMajorVersionHasNoRelease() {
    let sample = TerraformSample.call(
      "kubernetes", "~>5.0", "  license = var.license\n  wandb_version = \"0.58.1\"",
      rest: "variable \"license\" {}")
    #expect(sample.found == ["WB3105 \"~>5.0\""])
    #expect(sample.findings("WB3105").first?.help == "use the newest release, 1.14.1")
  }

  @Test func redisOfAzureDoesNothingYet() {
    let sample = TerraformSample.call(
      "azurerm", "~> 1.2",
      """
        namespace = "a"
        location = "westeurope"
        license = var.license
        create_redis = true
      """, rest: "variable \"license\" {}")
    #expect(sample.found == ["WB3104 create_redis"])
    #expect(
      sample.findings("WB3104").first?.help
        == "remove it, or use release 5.2.0 or newer, in which it has an effect")
  }

  @Test func valuesFileOfTheOldDocumentationIsHeldAgainstTheModule() {
    let sample = TerraformSample(
      values: """
        namespace     = "operator-upgrade"
        domain_name   = "sandbox-aws.wandb.ml"
        zone_id       = "Z032246913CW32RVRY0WU"
        subdomain     = "operator-upgrade"
        wandb_license = "ey..."
        wandb_version = "0.51.2"
        """, of: .aws, at: "1.16.10")
    #expect(sample.found == ["WB3151 ", "WB3101 wandb_license", "WB3101 wandb_version"])
  }

  @Test func googleNeedsAHelmProviderThatTheDocumentationLacks() {
    let sample = TerraformSample.call(
      "google", "~> 5.0", "  namespace = \"a\"\n  license = var.license",
      rest: """
        variable "license" {}
        provider "google" {
          project = "p"
        }
        provider "kubernetes" {
          host = "https://${module.m.cluster_endpoint}"
        }
        """)
    #expect(sample.found == ["WB3108 \"m\""])
    #expect(sample.findings("WB3108").first?.message.contains("`helm`") == true)
  }
}
