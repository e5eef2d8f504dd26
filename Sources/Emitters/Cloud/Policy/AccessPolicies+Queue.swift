extension AccessPolicies {
  /// The policy of a queue that receives the events of one bucket.
  ///
  /// The published policy lets anyone send a message if the request names the bucket.
  static func queue<Text: Sendable & ExpressibleByStringLiteral>(
    _ names: QueueNames<Text>
  ) -> AccessPolicy<Text> {
    var statements = [
      PolicyStatement(
        sid: "EventsOfTheBucket", principal: .service("s3.amazonaws.com"),
        actions: ["sqs:SendMessage"], resources: [names.queue],
        conditions: [
          PolicyCondition(.arnEquals, "aws:SourceArn", [names.bucket]),
          PolicyCondition(.stringEquals, "aws:SourceAccount", [names.account]),
        ])
    ]
    if !names.receivers.isEmpty {
      statements.append(
        PolicyStatement(
          sid: "WandBQueue", principal: .identities(names.receivers), actions: queueActions,
          resources: [names.queue]))
    }
    return AccessPolicy(id: "WandBQueue", statements: statements)
  }
}
