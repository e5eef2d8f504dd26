import Diagnostics
import Pipeline
import TestSupport
import Testing

/// Borders of the rules on buckets, their keys and their queues.
@Suite struct BucketRuleTests {
  private static func bucket(_ entries: String) -> Sample {
    .values("global: {bucket: {\(entries)}}")
  }

  @Test(arguments: [
    "provider: s3, name: 's3://foo', region: us-east-1", "provider: s3, name: 's3://foo'",
    "provider: s3, name: 'arn:aws:s3:::foo', region: us-east-1",
    "provider: s3, name: 'https://minio.local:9000/wandb', region: us-east-1",
    "provider: s3, name: 'https://minio.local:9000', path: 'wandb?tls=true'",
    "provider: gcs, name: 'gs://foo/bar'", "provider: az, name: 'https://acme/files'",
  ])
  func reportsAPrefixOfTheNameOnce(_ entries: String) {
    #expect(Self.bucket(entries).codes == ["WB3008"])
  }

  /// The help is text for the place where the bucket is written.
  @Test(arguments: [
    (
      bucket(
        "provider: s3, name: 'minio:9000', path: files, region: us-east-1, accessKey: k, secretKey: s"
      ),
      "write `path: files?tls=true`, or `tls=false` if that is intended"
    ),
    (
      bucket(
        "provider: s3, name: 'minio:9000/files', region: us-east-1, accessKey: k, secretKey: s"),
      "write `name: minio:9000/files?tls=true`, or `tls=false` if that is intended"
    ),
    (
      .env("BUCKET=s3://k:s@minio:9000/files?region=us-east-1"),
      "append `&tls=true`, or `tls=false` if that is intended"
    ),
  ])
  func saysHowToAppendTLS(_ sample: Sample, _ help: String) {
    let found = sample.compilation.report.findings.filter { $0.id.code == "WB3009" }
    #expect(found.map(\.help) == [help])
  }

  @Test(arguments: [
    (
      Sample.env("BUCKET=s3://k:s@minio:9000/files?tls=true"),
      "append `&region=REGION`; it is mandatory unless it equals AWS_REGION of the nodes"
    ),
    (
      .env("BUCKET=s3://k:s@minio:9000/files"),
      "append `?region=REGION`; it is mandatory unless it equals AWS_REGION of the nodes"
    ),
    (
      bucket(
        "provider: s3, name: 'minio:9000', path: 'files?tls=true', accessKey: k, secretKey: s"),
      "set `global.bucket.region`; it is mandatory unless it equals AWS_REGION of the nodes"
    ),
  ])
  func saysHowToAppendARegion(_ sample: Sample, _ help: String) {
    let found = sample.compilation.report.findings.filter { $0.id.code == "WB3011" }
    #expect(found.map(\.help) == [help])
  }

  @Test(arguments: [
    ("Acme/wandb", "`Acme` is not a valid storage account name", "put the account name first"),
    (
      "acme.blob.core.windows.net/wandb",
      "`acme.blob.core.windows.net` is not a valid storage account name",
      "write only the account name: acme"
    ),
    ("a+b=/wandb", "`•••` is not a valid storage account name", "put the account name first"),
  ])
  func hidesAccountsThatMayBeKeys(_ name: String, _ message: String, _ help: String) {
    let found = Self.bucket("provider: az, name: '\(name)'").compilation.report.findings
    #expect(found.map(\.id.code) == ["WB3007"])
    #expect(found.map(\.message) == [message])
    #expect(found.allSatisfy { $0.help?.hasPrefix(help) == true })
  }

  @Test(arguments: [
    bucket("provider: s3, name: files, region: us-east-1, accessKey: k"),
    bucket("provider: s3, name: files, region: us-east-1, secretKey: k"),
    .env("BUCKET=s3://AKIA@h.example.com/b?tls=true&region=us-east-1"),
  ])
  func reportsOneKeyOfTwo(_ sample: Sample) {
    #expect(sample.codes == ["WB3072"])
  }

  @Test(arguments: [
    bucket("provider: s3, name: files, region: us-east-1, secret: {secretName: s}"),
    bucket("provider: az, name: acmefiles, path: files, accessKey: k"),
    .layers(
      "global: {bucket: {provider: s3, name: files, region: us-east-1, accessKey: k}}",
      "global: {bucket: {secretKey: k}}"),
  ])
  func acceptsBothKeysAndTheOneOfAzure(_ sample: Sample) {
    #expect(sample.codes == [])
  }

  @Test(arguments: [
    ("s3://files", "pubsub:/acme-prod/top/sub"), ("s3://files", "az://acme/que"),
    ("gs://files", "sqs://q"), ("az://acme/files", "sqs://q"),
  ])
  func reportsQueuesOfAnotherCloud(_ bucket: String, _ queue: String) {
    #expect(Sample.env("BUCKET=\(bucket)\nBUCKET_QUEUE=\(queue)").codes == ["WB3073"])
  }

  @Test(arguments: [
    ("s3://files", "sqs://q"), ("gs://files", "internal://"), ("az://acme/files", "az://acme/que"),
  ])
  func acceptsQueuesOfTheSameCloud(_ bucket: String, _ queue: String) {
    #expect(Sample.env("BUCKET=\(bucket)\nBUCKET_QUEUE=\(queue)").codes == [])
  }

  /// Unknown queues, and stores without events, have findings of their own.
  @Test(arguments: [
    ("gs://files", "kafka://q", "WB3263"), ("az://acme/files", "az://acme/q", "WB3256"),
    ("s3://k:s@minio:9000/files?tls=true&region=a", "sqs://q", "WB3012"),
  ])
  func leavesOtherQueues(_ bucket: String, _ queue: String, _ code: String) {
    #expect(Sample.env("BUCKET=\(bucket)\nBUCKET_QUEUE=\(queue)").codes == [code])
  }
}
