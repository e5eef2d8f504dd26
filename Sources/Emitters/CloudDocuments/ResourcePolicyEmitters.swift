import CloudFacts
package import Diagnostics
import Settings

/// The policy of a bucket: W&B's access, and what is denied to everyone.
package enum BucketPolicyEmitter: Emitter {
  package static let target = Target(
    name: "s3-bucket-policy", files: ["s3-bucket-policy.json"],
    summary: "Bucket policy on AWS: W&B's access, and TLS and network restrictions if configured")

  package static func render(
    _ request: RenderRequest, _ bag: inout DiagnosticBag
  ) -> Rendering? {
    guard let aws = AWSContext(target, request, &bag),
      let principals = aws.needPrincipals(&bag)
    else { return nil }
    let policy = AccessPolicies.bucket(
      aws.bucketNames, principals: principals, restrictions(aws))
    return [policy.artifact(target.files[0])]
  }

  private static func restrictions(
    _ aws: AWSContext
  ) -> [AccessPolicies.Restriction<String>] {
    var restrictions: [AccessPolicies.Restriction<String>] = []
    if aws.settings.requiresTLS.literal == true { restrictions.append(.requestsWithoutTLS) }
    let network = aws.network
    if !network.isEmpty { restrictions.append(.requests(outside: network)) }
    return restrictions
  }
}

/// The policy of the key that encrypts the bucket's objects.
package enum KeyPolicyEmitter: Emitter {
  package static let target = Target(
    name: "kms", files: ["kms.json"],
    summary: "Policy of a bucket's KMS key on AWS, for a key with usage ENCRYPT_DECRYPT")

  package static func render(
    _ request: RenderRequest, _ bag: inout DiagnosticBag
  ) -> Rendering? {
    guard let aws = AWSContext(target, request, &bag) else { return nil }
    let (context, principals) = (aws.context, aws.needPrincipals(&bag))
    let owner = context.need(
      aws.keyAccount ?? aws.configuredAccount, "aws.account", &bag)
    guard let owner, let principals else { return nil }
    let isShared = principals.contains { AmazonResourceName($0)?.account ?? owner != owner }
    let names = KeyNames(
      root: aws.root(of: owner),
      administrator: aws.settings.administrator.writable, principals: principals,
      home: isShared ? .anotherAccount : .account)
    return [AccessPolicies.key(names).artifact(target.files[0])]
  }
}

/// The policy of the queue that receives the bucket's events.
package enum QueuePolicyEmitter: Emitter {
  package static let target = Target(
    name: "sqs", files: ["sqs.json"],
    summary: "Policy of the SQS queue for bucket events, to which only that bucket may send")

  package static func render(
    _ request: RenderRequest, _ bag: inout DiagnosticBag
  ) -> Rendering? {
    guard let aws = AWSContext(target, request, &bag),
      let queue = aws.needQueue(&bag), let account = aws.needAccount(&bag)
    else { return nil }
    let names = QueueNames(
      queue: queue, bucket: aws.bucketNames.bucket, account: account,
      receivers: aws.principals.filter {
        AmazonResourceName($0)?.account ?? account != account
      })
    return [AccessPolicies.queue(names).artifact(target.files[0])]
  }
}
