import Terraform
import Testing

/// Module blocks that W&B's documentation has had, and what is wrong with each.
@Suite struct SeedSnippetTests {
  struct Snippet: Sendable {
    let module: OfficialModule
    let constraint: String
    let arguments: String
    var outputs = ""
    let resolved: String?
    var unknown = ""
    var missing = ""
  }

  private static let awsRoot = "namespace domain_name subdomain zone_id"
  private static let cidrs = "allowed_inbound_cidr allowed_inbound_ipv6_cidr"
  private static let googleRoot = "namespace license domain_name subdomain"
  private static let azureRoot = "namespace location license domain_name subdomain"

  static let snippets = [
    Snippet(
      module: .aws, constraint: "~>2.0",
      arguments: "\(awsRoot) \(cidrs) public_access external_dns kubernetes_public_access "
        + "kubernetes_public_access_cidrs",
      outputs: "cluster_id url bucket_name bucket_region database_connection_string",
      resolved: "2.8.0", missing: "eks_cluster_version"),
    Snippet(
      module: .aws, constraint: "~>2.0", arguments: awsRoot + " create_elasticache_subnet",
      resolved: "2.8.0", unknown: "create_elasticache_subnet",
      missing: cidrs + " eks_cluster_version"),
    Snippet(
      module: .aws, constraint: "~>2.0", arguments: awsRoot + " use_internal_queue",
      resolved: "2.8.0", missing: cidrs + " eks_cluster_version"),
    Snippet(
      module: .kubernetes, constraint: "~>1.0",
      arguments: "license host bucket bucket_aws_region bucket_queue database_connection_string",
      resolved: "1.14.1"),
    Snippet(
      module: .kubernetes, constraint: "~>1.0", arguments: "license wandb_version",
      resolved: "1.14.1", missing: "bucket bucket_queue database_connection_string host"),
    Snippet(
      module: .aws, constraint: "1.16.10",
      arguments: "namespace domain_name zone_id subdomain wandb_license wandb_version",
      resolved: "1.16.10", unknown: "wandb_license wandb_version",
      missing: cidrs + " database_performance_insights_kms_key_arn"),
    Snippet(
      module: .aws, constraint: "4.7.2",
      arguments: "namespace domain_name zone_id subdomain wandb_license size enable_dummy_dns "
        + "enable_operator_alb custom_domain_filter",
      resolved: "4.7.2", unknown: "wandb_license", missing: cidrs + " eks_cluster_version license"),
    Snippet(
      module: .google, constraint: "~> 5.0", arguments: googleRoot,
      outputs: "cluster_ca_certificate cluster_endpoint url address bucket_name",
      resolved: "5.4.2"),
    Snippet(
      module: .google, constraint: "~> 1.0",
      arguments: googleRoot + " allowed_inbound_cidrs create_redis", resolved: "1.24.2"),
    Snippet(
      module: .google, constraint: "~> 1.0",
      arguments: googleRoot + " allowed_inbound_cidrs use_internal_queue", resolved: "1.24.2"),
    Snippet(
      module: .azurerm, constraint: "~> 1.2", arguments: azureRoot + " deletion_protection tags",
      outputs: "cluster_host cluster_ca_certificate cluster_client_key cluster_client_certificate "
        + "address url",
      resolved: "1.7.1"),
    Snippet(
      module: .azurerm, constraint: "~> 1.2", arguments: azureRoot + " create_redis",
      resolved: "1.7.1"),
    Snippet(
      module: .azurerm, constraint: "~> 1.2", arguments: azureRoot + " use_internal_queue",
      resolved: "1.7.1"),
    Snippet(
      module: .kubernetes, constraint: "~>5.0", arguments: "license wandb_version", resolved: nil),
    Snippet(module: .helm, constraint: ">= 0", arguments: "spec", resolved: "4.0.0"),
  ]

  @Test(arguments: snippets.indices)
  func findsWhatIsWrong(_ index: Int) throws {
    let snippet = Self.snippets[index]
    let history = try #require(ModuleCatalogue.builtIn.module(snippet.module))
    let newest = try constraint(snippet.constraint).newest(in: history.releases)
    #expect(newest?.description == snippet.resolved)
    guard let newest else { return }
    let release = try #require(history.release(at: newest))
    func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init).sorted() }
    let arguments = words(snippet.arguments)
    #expect(arguments.filter { release.variable($0) == nil } == words(snippet.unknown))
    let missing = release.requiredVariables.filter { !arguments.contains($0) }
    #expect(missing == words(snippet.missing))
    #expect(words(snippet.outputs).filter { !release.outputs.contains($0) } == [])
  }

  /// `wandb_version` is in every release of three modules, and in none of the others.
  @Test(arguments: OfficialModule.allCases.filter { $0.root == $0 })
  func knowsWhoTakesAVersion(_ module: OfficialModule) throws {
    let history = try #require(ModuleCatalogue.builtIn.module(module))
    let isThere = [.google, .azurerm, .kubernetes].contains(module)
    for release in history.releases.compactMap({ history.release(at: $0) }) {
      #expect((release.variable("wandb_version") != nil) == isThere)
    }
  }
}
