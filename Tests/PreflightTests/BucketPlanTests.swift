import Preflight
import Probing
import Settings
import TestSupport
import Testing

/// What of the settings reaches the probes of buckets and queues.
@Suite struct BucketPlanTests {
  private func planned(
    _ input: (String, String), _ service: Service = .bucket, _ endpoints: [String] = []
  ) -> ProbePlan? {
    let resolved = Check.compile(input).resolved
    return ProbePlan.all(resolved, at: endpoints.compactMap(ServiceEndpoint.init))
      .first { $0.service == service }
  }

  private func env(_ bucket: String) -> (String, String) {
    ("wandb.env", "HOST=https://wandb.example.com\nBUCKET=\(bucket)\n")
  }

  @Test(arguments: [
    ("s3://files?region=eu-west-1", "files.s3.eu-west-1.amazonaws.com", "false", "true"),
    ("s3://files", "files.s3.amazonaws.com", "false", "true"),
    ("s3:///my.files?region=cn-north-1", "s3.cn-north-1.amazonaws.com.cn", "true", "true"),
    ("s3://k:s@minio:9000/files", "minio", "true", "false"),
    ("s3://k:s@minio:9000/files?tls=true&forcePathStyle=false", "files.minio", "false", "true"),
    (
      "s3://k:s@s3.eu-west-1.amazonaws.com/files", "files.s3.eu-west-1.amazonaws.com", "false",
      "true"
    ),
    ("cw://k:s@cwobject.com/files?tls=true", "files.cwobject.com", "false", "true"),
    ("az://account/container", "account.blob.core.windows.net", "false", "true"),
    ("gs://files", "storage.googleapis.com", nil, "true"),
  ])
  func hostDependsOnStore(_ uri: String, _ host: String, _ path: String?, _ tls: String) throws {
    let plan = try #require(planned(env(uri)))
    #expect(plan.request[.host] == host)
    #expect(plan.request[.pathStyle] == path)
    #expect(plan.request[.tls] == tls)
  }

  @Test func regionIsThatOfTheEndpoint() throws {
    let plan = try #require(planned(env("s3://k:s@s3.eu-west-1.amazonaws.com/files")))
    #expect(plan.request[.region] == "eu-west-1")
    #expect(plan.request[.scheme] == "aws")
  }

  @Test func partitionWithoutKnownEndpointsIsSkipped() throws {
    let plan = try #require(planned(env("s3://files?region=us-iso-east-1")))
    #expect(plan.request[.host] == nil)
    #expect(plan.request.lacking[.host] == "the endpoints of this region are not known")
  }

  @Test func endpointReplacesAddress() throws {
    let plan = try #require(
      planned(env("s3://files?region=eu-west-1"), .bucket, ["bucket=http://127.0.0.1:4566"]))
    #expect(plan.request[.host] == "127.0.0.1")
    #expect(plan.request[.port] == "4566")
    #expect(plan.request[.tls] == "false")
    #expect(plan.request[.pathStyle] == "true")
    #expect(plan.target == "127.0.0.1:4566")
  }

  @Test(arguments: [
    "", "bucket", "bucket=", "bucket=minio:9000", "bucket=ftp://minio", "mysql=http://db",
    "bucket=https://minio/path", "bucket=https://u:p@minio", "bucket=https://minio:0",
  ])
  func endpointMustBeURLWithoutPath(_ text: String) { #expect(ServiceEndpoint(text) == nil) }

  @Test func queueHasKeysAndRegionOfBucket() throws {
    let input = (
      "wandb.env", "BUCKET=s3:///files?region=eu-west-1\nBUCKET_QUEUE=sqs://events\n"
    )
    let queue = try #require(planned(input, .queue))
    #expect(queue.request.probe == .sqs)
    #expect(queue.request[.host] == "sqs.eu-west-1.amazonaws.com")
    #expect(queue.request[.queue] == "events")
    #expect(queue.anchor(.queue)?.setting == "bucket.queue")
    #expect(planned(input)?.request[.queue] == "events")
  }

  @Test(arguments: ["internal://", "az://account/queue", "kafka://broker"])
  func otherQueuesAreNotProbed(_ uri: String) {
    #expect(planned(("wandb.env", "BUCKET_QUEUE=\(uri)\n"), .queue) == nil)
  }

  @Test func secretElsewhereIsLacking() throws {
    let values = """
      global:
        bucket:
          provider: s3
          name: files
          region: eu-west-1
          secret: {secretName: bucket}

      """
    let plan = try #require(planned(("values.yaml", values)))
    #expect(plan.request[.secretKey] == nil)
    #expect(plan.request.lacking[.secretKey]?.contains("Secret `bucket`") == true)
  }
}
