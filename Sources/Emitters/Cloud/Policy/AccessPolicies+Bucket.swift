extension AccessPolicies {
  /// Requests that the bucket's policy denies to everyone.
  enum Restriction<Text: Sendable>: Sendable {
    case requestsWithoutTLS
    case requests(outside: NetworkNames<Text>)
  }

  /// The policy of a bucket that `principals` use.
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
      // Only objects and their names: denying everything would lock the owner out too.
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

  /// Negated comparisons in one statement, which denies requests from outside all the networks.
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
