import Probing

/// Reaches Pub/Sub; more needs a token that no configuration of the server holds.
enum PubSubProbe {
  static func run(_ steps: Steps) {
    let later = ["finds the subscription"]
    guard WebEndpoint.reach(steps, skipping: later) != nil else { return }
    steps.skip(
      later, blaming: .subscription,
      because: "it needs a token of Google Cloud; the server uses an identity of its own")
  }
}
