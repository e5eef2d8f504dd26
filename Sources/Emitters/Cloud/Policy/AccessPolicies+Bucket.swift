extension AccessPolicies {
  /// What the bucket's policy refuses, whoever asks.
  enum Restriction<Text: Sendable>: Sendable {
    case requestsWithoutTLS
    case requests(outside: NetworkNames<Text>)
  }

  /// Of a bucket that `principals` use.
  static func bucket<Text: Sendable & ExpressibleByStringLiteral>(
    _ names: AWSNames<Text>, principals: [Text], _ restrictions: [Restriction<Text>] = []
  ) -> AccessPolicy<Text> {
    AccessPolicy(
      id: "WandBAccess",
      statements: bucketStatements(names, for: .identities(principals))
        + restrictions.flatMap { statements($0, names) })
  }

  private static func statements<Text: ExpressibleByStringLiteral>(
    _ restriction: Restriction<Text>, _ names: AWSNames<Text>
  ) -> [PolicyStatement<Text>] {
    switch restriction {
    case .requestsWithoutTLS:
      [
        PolicyStatement(
          sid: "DenyWithoutTLS", effect: .deny, principal: .everybody, actions: ["s3:*"],
          resources: [names.bucket, names.objects],
          conditions: [PolicyCondition(.bool, "aws:SecureTransport", ["false"])])
      ]
    case .requests(let network):
      // Files and their names only: whoever denies everything locks the owner out as well.
      [
        PolicyStatement(
          sid: "DenyListingFromOutside", effect: .deny, principal: .everybody,
          actions: ["s3:ListBucket*"], resources: [names.bucket],
          conditions: conditions(outside: network)),
        PolicyStatement(
          sid: "DenyObjectsFromOutside", effect: .deny, principal: .everybody, actions: ["s3:*"],
          resources: [names.objects], conditions: conditions(outside: network)),
      ]
    }
  }

  /// Negated comparisons in one statement: it denies what is in none of the networks.
  private static func conditions<Text: ExpressibleByStringLiteral>(
    outside network: NetworkNames<Text>
  ) -> [PolicyCondition<Text>] {
    let all: [PolicyCondition<Text>] = [
      PolicyCondition(.stringNotEquals, "aws:SourceVpc", network.vpcs),
      PolicyCondition(.stringNotEquals, "aws:SourceVpce", network.endpoints),
      PolicyCondition(.notIPAddress, "aws:SourceIp", network.addresses),
    ]
    return all.filter { !$0.values.isEmpty }
  }
}
