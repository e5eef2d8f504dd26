import Diagnostics
import TestSupport
import Testing

/// A name that AWS would read as a pattern comes into no policy.
@Suite struct PolicyPatternTests {
  private static let values = """
    global:
      host: https://w.example.com
      bucket: {provider: s3, name: files, region: us-east-1}
      extraEnv: {BUCKET_QUEUE: "sqs://events"}

    """
  private static let role = "aws.principal=arn:aws:iam::123456789012:role/wandb"

  @Test(arguments: [
    "aws.principal=*", "aws.principal=arn:aws:iam::123456789012:role/*", "aws.administrator=*",
    "global.bucket.name=fi*", "global.bucket.name=fil?s", "global.bucket.name=${aws:username}",
    "global.bucket.region=us-*-1", "bucket.queue=sqs://ev*", "aws.account=*",
    "global.bucket.kmsKey=arn:aws:kms:us-east-1:123456789012:key/*", "kubernetes.namespace=*",
    "aws.oidcProvider=oidc.example.com/*",
  ])
  func patternsAreRefused(_ setting: String) throws {
    for target in ["iam", "s3-bucket-policy", "kms", "sqs", "s3-notification"] {
      let rendering = try CloudRendering(target, Self.values, [Self.role, setting])
      #expect(rendering.diagnostics.contains { $0.id.code == "WB4009" }, "\(target)")
      #expect(
        rendering.diagnostics.compactMap(\.setting).contains {
          setting.hasPrefix($0 + "=")
        }, "\(target)")
      #expect(rendering.files.isEmpty)
    }
  }

  @Test(arguments: ["*", "arn:aws:iam::123456789012:role/*", "wandb"])
  func anAnnotationThatNamesNoRoleIsNobody(_ identity: String) throws {
    let yaml =
      Self.values
      + "app: {serviceAccount: {annotations: {eks.amazonaws.com/role-arn: '\(identity)'}}}\n"
    #expect(Check.codes(Check.yaml(yaml)).contains("WB3055"))
    #expect(try CloudRendering("s3-bucket-policy", yaml, []).missing == ["aws.principal"])
  }
}
