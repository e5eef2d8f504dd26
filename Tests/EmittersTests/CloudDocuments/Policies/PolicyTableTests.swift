import Testing

/// Each policy lets W&B do what it does, and nobody anything else.
@Suite struct PolicyTableTests {
  static let sites: [PolicySite] = [
    PolicySite(title: "a bucket alone"),
    PolicySite(title: "the built-in bucket", section: .defaultBucket, bucket: "files.of.wandb"),
    PolicySite(title: "key and queue", keyID: "0a1b", queueName: "events"),
    PolicySite(
      title: "government", partition: "aws-us-gov", region: "us-gov-west-1", keyID: "0a1b",
      queueName: "events", serviceAccounts: ["wandb-app"]),
    PolicySite(
      title: "China", partition: "aws-cn", region: "cn-north-1", keyID: "0a1b",
      queueName: "events", requiresTLS: true),
    PolicySite(title: "TLS", requiresTLS: true),
    PolicySite(title: "a VPC", keyID: "0a1b", vpcs: ["vpc-00000001", "vpc-00000002"]),
    PolicySite(title: "an endpoint", endpoints: ["vpce-00000001"]),
    PolicySite(title: "addresses", addresses: ["203.0.113.0/24", "2001:db8::/33"]),
    PolicySite(
      title: "administered", keyID: "0a1b", administratorName: "security",
      serviceAccounts: ["wandb-app", "wandb-api"]),
    across, PolicySite(title: "another owner", account: "222222222222", queueName: "events"),
    PolicySite(
      title: "the key elsewhere", keyAccount: "333333333333", keyID: "0a1b", queueName: "events"),
    PolicySite(
      title: "the key at home", account: "222222222222", keyID: "0a1b"),
    PolicySite(
      title: "hosted W&B", account: "222222222222", roleAccount: "830241207209", named: .account,
      keyAccount: "222222222222", keyID: "0a1b"),
    PolicySite(
      title: "across accounts in China", partition: "aws-cn", region: "cn-northwest-1",
      account: "222222222222", keyAccount: "222222222222", keyID: "0a1b", queueName: "events"),
  ]

  /// Three accounts, and everything that may be asked for.
  static let across = PolicySite(
    title: "across accounts", region: "us-west-2", account: "222222222222",
    roleAccount: "333333333333", keyAccount: "444444444444", keyID: "0a1b-2c3d",
    queueName: "events", administratorName: "security", requiresTLS: true,
    vpcs: ["vpc-00000001", "vpc-00000002"], endpoints: ["vpce-00000001"],
    addresses: ["203.0.113.0/24"],
    serviceAccounts: ["wandb-app", "wandb-api", "wandb-parquet"])

  @Test(arguments: sites)
  func everyOperationHasItsAnswer(_ site: PolicySite) throws {
    let policies = try SitePolicies(site)
    let faults = try PolicyTable.rows.compactMap { try $0.fault(of: policies) }
    #expect(faults.isEmpty, "\(faults.joined(separator: "\n"))")
  }

  /// A row that no site has the features for would prove nothing.
  @Test func everyRowIsAskedSomewhere() {
    for row in PolicyTable.rows {
      #expect(Self.sites.contains { row.features.isSubset(of: $0.features) }, "\(row.name)")
    }
  }

  /// Its policy is the same: a key gets its ARN after its policy.
  @Test func aKeyYetToBeMadeServesTheSameCallers() throws {
    var site = PolicySite(title: "a key yet to be made")
    let text = try #require(try SitePolicies(site).texts[.key])
    site.keyID = "0a1b"
    let policies = try SitePolicies(site).with(.key, text)
    let rows = PolicyTable.rows.filter { $0.features.contains(.key) }
    let faults = try rows.compactMap { try $0.fault(of: policies) }
    #expect(faults.isEmpty, "\(faults.joined(separator: "\n"))")
  }
}
