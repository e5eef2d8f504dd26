import Diagnostics

/// Notification configurations for the examples in rule documentation.
enum ExampleNotification {
  static func document(
    events: String, queue: String = "arn:aws:sqs:us-east-1:123456789012:wandb"
  ) -> Example {
    .document(
      "notification.json",
      """
      {"QueueConfigurations": [
        {"QueueArn": "\(queue)", "Events": ["\(events)"]}
      ]}

      """)
  }
}
