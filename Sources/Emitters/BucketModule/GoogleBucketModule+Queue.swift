import Diagnostics
import Documents
import Settings

extension GoogleBucketModule {
  mutating func addQueue(_ events: GoogleContext.Events) {
    let place = HCLDocument.Item.attribute(
      "project",
      root.variable("queue_project_id", events.project, "Project of topic and subscription."))
    let topicName = root.variable("topic_name", events.topic, "Topic for the bucket's events.")
    let name = root.variable(
      "subscription_name", events.subscription, "Subscription that the server reads.")
    let topic = HCLDocument.Expression.reference("google_pubsub_topic", "wandb").attribute("id")
    root.add(
      .data("google_storage_project_service_account"),
      .resource("google_pubsub_topic", [place, .attribute("name", topicName)]),
      sender(topic),
      .resource(
        "google_pubsub_subscription",
        [
          place, .attribute("name", name), .attribute("topic", topic),
          // By default Google deletes a subscription that is not read for 31 days.
          .block("expiration_policy", body: [.attribute("ttl", "")]),
        ]),
      reader("wandb", "roles/pubsub.subscriber", place),
      reader("viewer", "roles/pubsub.viewer", place),
      .resource("google_storage_notification", notification(topic)))
    let subscription = HCLDocument.Expression.reference("google_pubsub_subscription", "wandb")
    root.output(
      "queue_uri",
      """
      pubsub:/\(.variable("queue_project_id"))\
      /\(.reference("google_pubsub_topic", "wandb", "name"))/\(subscription.attribute("name"))
      """,
      "The queue's URI, for variable BUCKET_QUEUE.")
  }

  /// Lets Cloud Storage, which has its own service account, publish to the topic.
  private func sender(_ topic: HCLDocument.Expression) -> HCLDocument.Item {
    let agent = HCLDocument.Expression.data("google_storage_project_service_account", "current")
    return .resource(
      "google_pubsub_topic_iam_member",
      [
        .attribute("topic", topic), .attribute("role", "roles/pubsub.publisher"),
        .attribute("member", "serviceAccount:\(agent.attribute("email_address"))"),
      ])
  }

  private func reader(
    _ label: HCLDocument.Name, _ role: String, _ place: HCLDocument.Item
  ) -> HCLDocument.Item {
    let name = HCLDocument.Expression.reference("google_pubsub_subscription", "wandb", "name")
    return .resource(
      "google_pubsub_subscription_iam_member", named: label,
      [
        .attribute("for_each", .call("toset", .variable("service_accounts"))), .blank, place,
        .attribute("subscription", name), .attribute("role", .text(role)),
        .attribute("member", Self.member),
      ])
  }

  private mutating func notification(_ topic: HCLDocument.Expression) -> HCLDocument.Body {
    var body: HCLDocument.Body = [
      .attribute("bucket", Self.bucket), .attribute("topic", topic),
      .attribute("payload_format", "JSON_API_V1"),
      .attribute("event_types", ["OBJECT_FINALIZE"]),
    ]
    if let prefix = root.prefix(situation.question) {
      body.append(.attribute("object_name_prefix", "\(prefix)/"))
    }
    body.append(.blank)
    // Cloud Storage rejects a topic that it may not publish to.
    body.append(
      .attribute("depends_on", [.reference("google_pubsub_topic_iam_member", "wandb")]))
    return body
  }
}
