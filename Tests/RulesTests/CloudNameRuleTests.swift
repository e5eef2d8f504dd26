import Diagnostics
import Pipeline
import TestSupport
import Testing

/// Names of the clouds, in all the ways in which they go wrong.
@Suite struct CloudNameRuleTests {
  private func codes(_ yaml: String, _ settings: String...) -> [String] {
    var inputs = [Check.input("values.yaml", yaml)]
    for setting in settings {
      let parts = setting.split(separator: "=", maxSplits: 1).map(String.init)
      inputs.append(
        .set(path: parts[0], value: parts[1], shown: parts[1], from: .commandLine))
    }
    return Check.codes(Compiler.compile(inputs, Check.options))
  }

  @Test(arguments: [
    ("s3", "files", true), ("s3", "my.files-1", true), ("s3", "ab", false),
    ("s3", "192.168.0.1", false), ("s3", "xn--files", false),
    ("s3", "files--x-s3", false), ("s3", "a b", false), ("s3", "файлы", false),
    ("gcs", "my_files", true), ("gcs", "google-files", false), ("gcs", "goog-files", false),
    ("gcs", "Files", false),
  ])
  func bucketNamesFollowTheirCloud(_ provider: String, _ name: String, _ isFine: Bool) {
    let found = codes("global: {bucket: {provider: \(provider), name: '\(name)'}}\n")
    #expect(found == (isFine ? [] : ["WB3251"]))
  }

  @Test(arguments: [("files", true), ("my--files", false), ("My", false), ("$web", true)])
  func containersFollowAzure(_ name: String, _ isFine: Bool) {
    let found = codes("global: {bucket: {provider: az, name: acct, path: '\(name)'}}\n")
    #expect(found == (isFine ? [] : ["WB3251"]))
  }

  @Test func oldNamesOfS3AreAWarning() {
    #expect(codes("global: {bucket: {provider: s3, name: My_Files}}\n") == ["WB3261"])
    #expect(codes("global: {bucket: {provider: s3, name: '-files'}}\n") == ["WB3261"])
  }

  @Test func acceptsAnyNameInOtherStores() {
    let yaml =
      "global: {bucket: {provider: s3, name: 'minio:9000', path: 'My_Files?tls=true&region=us'}}\n"
    #expect(codes(yaml) == [])
  }

  @Test(arguments: [
    ("s3", "us-east-1", nil), ("s3", "us-gov-west-1", nil), ("s3", "us-est-1", "us-east-1"),
    ("gcs", "us-central1", nil), ("gcs", "EU", nil), ("gcs", "nam4", nil),
    ("gcs", "us-centrl1", "us-central1"), ("az", "West Europe", nil), ("az", "westeurope", nil),
    ("az", "westeurop", "westeurope"), ("cw", "us-east-04a", nil),
  ])
  func regionsAreThoseOfTheCloud(_ provider: String, _ region: String, _ meant: String?) {
    let name = provider == "az" ? "account/files" : "files"
    let compilation = Compiler.compile(
      [
        Check.input(
          "values.yaml",
          "global: {bucket: {provider: \(provider), name: \(name), region: \(region)}}\n")
      ], Check.options)
    let found = compilation.report.findings
    #expect(found.map(\.id.code) == (meant == nil ? [] : ["WB3254"]))
    #expect(found.first?.help == meant.map { "did you mean `\($0)`?" })
  }

  @Test(arguments: [
    ("sqs://events", []), ("internal://", []), ("pubsub:/acme-prod/top/sub", []),
    ("pubsub:/example.com:acme-prod/top/sub", []), ("pubsub:/123456789012/top/sub", []),
    ("az://acct/que", []), ("az://acct/Q--q", ["WB3256"]), ("az://my-acct/queue", ["WB3256"]),
    ("az://acct/a--b", ["WB3256"]), ("pubsub:/acme-prod/t t/sub", ["WB3256"]),
    ("pubsub:/acme-prod/topic/goog-sub", ["WB3256"]), ("pubsub:/Acme/topic/sub", ["WB3256"]),
    ("sqs://events.fifo", ["WB3256"]), ("sqs://a/b", ["WB3256"]), ("sqs://e*", ["WB3256"]),
    ("sqs://arn:aws:sqs:us-east-1:123456789012:q", ["WB3256"]), ("pubsub://p/t/s", ["WB3256"]),
    ("az://q", ["WB3256"]), ("amqp://q", ["WB3263"]),
  ])
  func queuesHaveTheFormsOfTheServer(_ queue: String, _ expected: [String]) {
    #expect(Sample.env("BUCKET_QUEUE=\(queue)").codes == expected)
  }

  @Test(arguments: [
    ("aws.principal=arn:aws:iam::123456789012:role/path/wandb", []),
    ("aws.principal=arn:aws:iam::123456789012:user/wandb", []),
    ("aws.principal=arn:aws:iam::123456789012:root", []),
    ("aws.principal=123456789012", ["WB3253"]), ("aws.principal=*", ["WB3253"]),
    ("aws.principal=arn:aws:iam::12345:role/wandb", ["WB3253"]),
    ("aws.principal=arn:aws:s3:::files", ["WB3253"]),
    ("aws.principal=arn:aws:iam::123456789012:role/a\"b", ["WB3253"]),
    ("aws.administrator=arn:aws:iam::123456789012:group/admins", ["WB3253"]),
    ("aws.vpcs=vpc-0a1b2c3d,vpce-0a1b2c3d4e5f60718", []), ("aws.vpcs=vpc-1", ["WB3257"]),
    ("aws.vpcs=subnet-0a1b2c3d", ["WB3257"]), ("aws.vpcs=,", ["WB3257"]),
    ("aws.addresses=2001:db8::/32", []), ("aws.addresses=10.0.0.1/8", ["WB3257"]),
    ("aws.oidcProvider=oidc.example.com/id/1/", ["WB3258"]),
    ("google.serviceAccount=someone@example.com", ["WB3259"]),
    ("google.serviceAccount=serviceAccount:wandb@proj-x.iam.gserviceaccount.com", ["WB3259"]),
    ("google.serviceAccount=sa@proj.example.com.iam.gserviceaccount.com", []),
    ("google.serviceAccount=example.com:proj@appspot.gserviceaccount.com", []),
    ("google.serviceAccount=123-compute@developer.gserviceaccount.com", []),
    ("aws.addresses=0.0.0.0/0", ["WB3260"]), ("aws.addresses=::/0", ["WB3260"]),
    ("aws.addresses=203.0.113.0/24,10.0.0.0/8", ["WB3260"]),
    ("aws.addresses=192.168.1.7", ["WB3260"]), ("aws.addresses=fd00::1", ["WB3260"]),
    ("aws.addresses=9.0.0.0/8,172.32.0.0/12,2001:db8::1", []),
    ("google.topic=projects/p/topics/t", ["WB3259"]), ("azure.principal=wandb", ["WB3259"]),
    ("azure.resourceGroup=a group", ["WB3259"]), ("azure.resourceGroup=Größe_(1)", []),
    ("kubernetes.namespace=Wandb", ["WB3259"]),
  ])
  func namesOnTheCommandLineHaveTheirForm(_ setting: String, _ expected: [String]) {
    #expect(codes("global: {host: \"https://w.example.com\"}\n", setting) == expected)
  }

  @Test(arguments: [
    ("us-gov-west-1", "aws", ["WB3255"]), ("us-gov-west-1", "aws-us-gov", []),
    ("us-east-1", "aws-cn", ["WB3255"]),
  ])
  func reportsRolesOfAnotherPartition(
    _ region: String, _ partition: String, _ expected: [String]
  ) throws {
    let yaml = """
      global: {bucket: {provider: s3, name: files, region: \(region)}}
      app:
        serviceAccount:
          annotations:
            eks.amazonaws.com/role-arn: arn:\(partition):iam::123456789012:role/a

      """
    let compilation = Check.yaml(yaml)
    #expect(Check.codes(compilation) == expected)
    let texts = compilation.report.findings.map { compilation.sources.text($0.span) }
    #expect(texts.allSatisfy { $0 == "arn:\(partition):iam::123456789012:role/a" })
  }

  @Test(arguments: [
    "us-iso-east-1", "us-isob-east-1", "eu-isoe-west-1", "us-isof-south-1", "eusc-de-east-1",
  ])
  func acceptsRegionsOfIsolatedPartitions(_ region: String) {
    #expect(codes("global: {bucket: {provider: s3, name: files, region: \(region)}}\n") == [])
  }

  @Test func reportsAPlaceholderOnce() {
    #expect(
      codes("global: {host: \"https://w.example.com\"}\n", "aws.principal=<role>")
        == ["WB2008"])
  }
}
