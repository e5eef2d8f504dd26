package import Diagnostics
import Documents
import Settings

/// The bucket's events and their queue, for `aws s3api put-bucket-notification-configuration`.
///
/// Source: W&B documentation, "Create an S3 Bucket and Bucket Notifications": all events of created
/// objects; module terraform-aws-wandb, `file_storage`.
package enum BucketNotificationEmitter: Emitter {
  package static let target = Target(
    name: "s3-notification", files: ["s3-notification.json"],
    summary: "Notification configuration that sends created objects on AWS to the SQS queue")

  package static func render(
    _ request: RenderRequest, _ bag: inout DiagnosticBag
  ) -> Rendering? {
    guard let aws = AWSContext(target, request, &bag),
      let queue = aws.needQueue(&bag)
    else { return nil }
    var configuration: DocumentValue.Members = [
      "Id": .string("WandBObjectCreated"), "QueueArn": .string(queue),
      "Events": .array([.string("s3:ObjectCreated:*")]),
    ]
    if let prefix = aws.context.bucket.prefix.writable {
      configuration["Filter"] = filter(prefix)
    }
    let document = DocumentValue.object(["QueueConfigurations": .array([.object(configuration)])])
    return [
      Artifact(
        fileName: target.files[0], text: JSONDocument.render(document, .indented),
        sensitivity: .open)
    ]
  }

  /// The filter for the prefix: two installations may share a bucket, each with its own prefix.
  private static func filter(_ prefix: String) -> DocumentValue {
    .object([
      "Key": .object([
        "FilterRules": .array([
          .object(["Name": .string("prefix"), "Value": .string(prefix + "/")])
        ])
      ])
    ])
  }
}
