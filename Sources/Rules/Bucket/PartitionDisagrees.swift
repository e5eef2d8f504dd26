import CloudFacts
import ConfigSyntax
package import Diagnostics
package import Settings

/// An ARN belongs to a different partition than the bucket's region.
package enum PartitionDisagrees: Rule {
  package static let id = DiagnosticID(
    "WB3255", "partition-disagrees", .error,
    evidence: .read(
      by: .aws,
      source:
        "IAM user guide, \"Identify AWS resources with Amazon Resource Names (ARNs)\": partitions"),
    Documentation(
      summary: "An ARN belongs to a different AWS partition than the bucket.",
      explanation: """
        `aws`, `aws-us-gov` and `aws-cn` are separate: no role or key of one partition can access \
        a bucket in another. The region determines the partition. W&B's modules write `arn:aws:` \
        everywhere.
        """,
      failing: .yaml(
        "global:\n  bucket: {provider: s3, name: files, region: us-gov-west-1}\n",
        .set("aws.principal=arn:aws:iam::123456789012:role/wandb")),
      passing: .yaml(
        "global:\n  bucket: {provider: s3, name: files, region: us-gov-west-1}\n",
        .set("aws.principal=arn:aws-us-gov:iam::123456789012:role/wandb"))))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    let (section, bucket) = resolved.configuration.effectiveBucket
    guard let region = bucket.region.literal, AmazonResourceName.isRegion(region),
      !bucket.isOutsideAWS
    else { return }
    let settings = resolved.configuration.cloud.aws
    let partition = AmazonPartition(region: region)
    let related = resolved.label(.bucketRegion, bucket.region)
    for (name, setting) in [
      ("\(section).kmsKey", bucket.kmsKey), ("aws.principal", settings.principal),
      ("aws.administrator", settings.administrator),
    ] {
      guard let text = setting.literal, let arn = AmazonResourceName(text),
        arn.partition != partition, let origin = resolved.origin(of: setting)
      else { continue }
      findings.add(
        .anotherPartition(origin.spelling, arn.partition, bucket: partition), at: origin,
        setting: name, help: .useARN(of: partition), related: related)
    }
    for annotation in resolved.accountAnnotations where annotation.key == CloudAnnotation.role {
      guard let arn = annotation.text.flatMap(AmazonResourceName.init), arn.partition != partition
      else { continue }
      findings.add(
        .roleInAnotherPartition(annotation.spelling, arn.partition, bucket: partition),
        at: annotation.value.span, via: annotation.via, setting: annotation.setting,
        help: .useARN(of: partition), related: related)
    }
  }
}

extension Message {
  fileprivate static func anotherPartition(
    _ spelling: String, _ partition: AmazonPartition, bucket: AmazonPartition
  ) -> Message {
    "`\(spelling)` is in partition `\(partition.name)`, but the bucket is in `\(bucket.name)`"
  }

  fileprivate static func roleInAnotherPartition(
    _ spelling: String, _ partition: AmazonPartition, bucket: AmazonPartition
  ) -> Message {
    "the role in \(anotherPartition(spelling, partition, bucket: bucket))"
  }

  fileprivate static func useARN(of partition: AmazonPartition) -> Message {
    "use an ARN that begins with `arn:\(partition.name):`"
  }

  fileprivate static let bucketRegion: Message = "the bucket's region"
}
