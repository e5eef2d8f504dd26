import Terraform
import Testing

/// What the history of a module answers to the questions of messages.
@Suite struct ModuleHistoryTests {
  private func history(_ module: OfficialModule) throws -> ModuleHistory {
    try #require(ModuleCatalogue.builtIn.module(module))
  }

  private func variable(_ name: String, _ module: OfficialModule) throws -> VariableHistory {
    try #require(try history(module).variable(name))
  }

  private func spans(_ name: String, _ module: OfficialModule) throws -> [String] {
    try history(module).spans(of: variable(name, module)).map {
      "\($0.first)–\($0.last?.description ?? "")"
    }
  }

  @Test func knowsWhereAnInputExisted() throws {
    #expect(try spans("enable_dummy_dns", .aws) == ["4.1.0–4.24.0"])
    #expect(try spans("license", .aws) == ["4.0.0–"])
    #expect(try spans("external_redis_host", .google) == ["9.3.0–9.3.2", "9.4.0–"])
    #expect(try spans("wandb_license", .aws).isEmpty)
    let dummy = try variable("enable_dummy_dns", .aws)
    #expect(try dummy.addedIn == version("4.1.0"))
    #expect(try dummy.removedIn == version("5.0.0"))
    #expect(try variable("license", .aws).removedIn == nil)
  }

  @Test func knowsWhenAnInputBecameRequired() throws {
    let cidr = try variable("allowed_inbound_cidr", .aws)
    #expect(try cidr.requiredSince(version("8.0.0")) == version("1.15.6"))
    #expect(try cidr.requiredSince(version("1.15.4")) == nil)
    let key = try variable("database_performance_insights_kms_key_arn", .aws)
    #expect(try key.requiredSince(version("1.16.10")) == version("1.16.9"))
    #expect(try key.requiredSince(version("2.0.0")) == nil)
    let version8 = try version("8.0.0")
    #expect(
      try variable("kubernetes_legacy_cluster_creator_admin", .aws).requiredSince(version8)
        == version8)
    #expect(try variable("eks_cluster_version", .aws).requiredSince(version8) == version("2.1.0"))
  }

  @Test(
    arguments: [
      (OfficialModule.aws, "8.0.0", "wandb_license", ["license"]),
      (.aws, "2.8.0", "create_elasticache_subnet", ["create_elasticache"]),
      (.aws, "8.0.0", "core_redis_host", ["external_redis_host"]),
      (
        .aws, "5.0.0", "kubernetes_node_count",
        ["kubernetes_min_nodes_per_az", "kubernetes_max_nodes_per_az"]
      ),
      (.google, "10.8.2", "allowed_inbound_cidr", ["allowed_inbound_cidrs"]),
      (.helm, "1.1.2", "operator_image_tag", ["controler_image_tag"]),
      (.helm, "4.0.0", "operator_image_tag", ["controller_image_tag"]),
      (.kubernetes, "1.14.1", "ocid_issuer", ["oidc_issuer"]),
      (.google, "10.8.2", "cache_size", []), (.aws, "3.0.0", "wandb_license", []),
      (.aws, "8.0.0", "no_such_thing", []),
    ] as [(OfficialModule, String, String, [String])])
  func knowsTheNewName(
    _ module: OfficialModule, _ at: String, _ name: String, _ names: [String]
  ) throws {
    let history = try history(module)
    let release = try #require(try history.release(at: version(at)))
    #expect(history.replacements(for: name, in: release) == names)
  }

  @Test func suggestsWhatWasMeant() throws {
    let release = try #require(try history(.aws).release(at: version("8.0.0")))
    #expect(release.suggestion(for: "subdomian") == "subdomain")
    #expect(release.suggestion(for: "lisence") == "license")
    #expect(release.suggestion(for: "something_else") == nil)
    #expect(release.suggestion(forOutput: "bucket_nam") == "bucket_name")
  }

  @Test func knowsWhenAnOutputCame() throws {
    let aws = try history(.aws)
    let endpoint = try #require(aws.output("cluster_endpoint"))
    #expect(try endpoint.addedIn == version("8.0.0"))
    let identifier = try #require(aws.output("cluster_id"))
    #expect(try identifier.removedIn == version("5.0.0"))
    #expect(aws.output("database_password")?.isSensitive == true)
    #expect(aws.output("url")?.isSensitive == false)
    #expect(
      try history(.google).output("private_attachement_id")?.replacements
        == ["private_attachment_id"])
  }

  @Test(
    arguments: [
      (OfficialModule.azurerm, "create_redis", "5.1.3", "5.2.0"),
      (.aws, "ssl_policy", "5.0.1", nil),
      (.azurerm, "oidc_secret", "7.9.3-pre1", "1.7.1"),
      (.helm, "operator_chart_version", "1.1.4", "1.1.5"),
      (.kubernetes, "oidc_client_id", "1.0.0", "1.0.1"),
    ] as [(OfficialModule, String, String, String?)])
  func knowsWhatIsIgnored(
    _ module: OfficialModule, _ name: String, _ ignoring: String, _ using: String?
  ) throws {
    let history = try history(module)
    #expect(try history.release(at: version(ignoring))?.variable(name)?.hasNoEffect == true)
    guard let using else { return }
    #expect(try history.release(at: version(using))?.variable(name)?.hasNoEffect == false)
  }

  @Test func keepsTheDefaultBranchApart() throws {
    let azurerm = try history(.azurerm)
    let newest = try #require(try azurerm.release(at: version("7.9.3-pre1")))
    #expect(newest.variable("lumen_data_root")?.isRequired == true)
    #expect(azurerm.head.variable("lumen_data_root")?.isRequired == false)
    #expect(azurerm.head.version == nil)
    #expect(azurerm.head.variable("oidc_secret")?.hasNoEffect == true)
    let root = try variable("lumen_data_root", .azurerm)
    #expect(try root.requiredSince(version("7.9.3-pre1")) == version("7.9.3-pre1"))
    #expect(azurerm.releases.last?.prerelease == "pre1")
  }

  @Test func doesNotGuessWhatIsUnknown() throws {
    let aws = try history(.aws)
    #expect(try aws.release(at: version("4.7.3")) == nil)
    let connector = try history(.awsConnector)
    #expect(connector.releases == aws.releases)
    #expect(try connector.release(at: version("7.18.2")) == nil)
    let newest = try #require(try connector.release(at: version("8.0.0")))
    #expect(newest.requiredVariables == ["aws_principal_arn", "namespace"])
    let azure = try history(.azurermBucket)
    #expect(azure.releases.compactMap { azure.release(at: $0) }.isEmpty)
    #expect(azure.head.variable("location")?.isRequired == true)
  }

  @Test func describesAVariable() throws {
    let release = try #require(try history(.aws).release(at: version("8.0.0")))
    let mode = try #require(release.variable("bucket_permissions_mode"))
    #expect(mode.type == "string")
    #expect(mode.defaultText == "\"strict\"")
    #expect(mode.allowedValues == ["strict", "restricted", "public"])
    let cidr = try #require(release.variable("allowed_inbound_cidr"))
    #expect(cidr.isRequired && !cidr.isNullable && !cidr.isSensitive)
    #expect(cidr.notes.count == 1)
    let google = try #require(try history(.google).release(at: version("1.11.2")))
    #expect(google.variable("database_version")?.notes.count == 1)
    #expect(google.variable("oidc_secret")?.isSensitive == true)
  }
}
