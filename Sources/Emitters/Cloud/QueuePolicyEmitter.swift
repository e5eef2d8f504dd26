package import Diagnostics
package import Settings

/// The policy of the queue that receives the bucket's events.
package enum QueuePolicyEmitter: Emitter {
  package static let target = Target(
    name: "sqs", files: ["sqs.json"],
    summary: "Policy of the SQS queue for bucket events, to which only that bucket may send")

  package static func emit(
    _ resolved: ResolvedConfiguration, _ options: EmitOptions, _ bag: inout DiagnosticBag
  ) -> [Artifact] {
    guard let situation = AWSContext(target, resolved, &bag),
      let queue = situation.needQueue(&bag), let account = situation.needAccount(&bag)
    else { return [] }
    let names = QueueNames(
      queue: queue, bucket: situation.bucketNames.bucket, account: account,
      receivers: situation.principals.filter {
        AmazonResourceName($0)?.account ?? account != account
      })
    return [AccessPolicies.queue(names).artifact(target.files[0])]
  }
}
