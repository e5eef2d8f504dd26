extension AccessPolicies {
  /// The trust policy of a role that service accounts in a cluster assume.
  static func trust<Text: Sendable & ExpressibleByStringLiteral>(
    _ names: TrustNames<Text>
  ) -> AccessPolicy<Text> {
    AccessPolicy(statements: [
      PolicyStatement(
        sid: "ServiceAccounts", principal: .federated(names.provider),
        actions: ["sts:AssumeRoleWithWebIdentity"],
        conditions: [
          PolicyCondition(.stringEquals, names.audienceKey, ["sts.amazonaws.com"]),
          PolicyCondition(
            names.match == .exact ? .stringEquals : .stringLike, names.subjectKey, names.subjects),
        ])
    ])
  }
}
