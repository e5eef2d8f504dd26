import Diagnostics
import Emitters
import Pipeline
import TestSupport

/// A configuration, and what the targets for its cloud write.
struct CloudSample {
  let values: String
  let settings: [String]
  var region = "us-east-1"

  /// The files of `targets` by name, and what was found on the way.
  func files(_ targets: [String]) -> (files: [String: String], findings: [String]) {
    var inputs = [Check.input("values.yaml", values)]
    for setting in settings {
      let parts = setting.split(separator: "=", maxSplits: 1).map(String.init)
      inputs.append(
        .set(path: parts[0], value: parts[1], shown: parts[1], from: .commandLine))
    }
    let compilation = Compiler.compile(inputs, Check.options)
    var (report, options) = (compilation.report, EmitOptions())
    options.trust = settings.contains { $0.hasPrefix("aws.oidcProvider=") } ? .irsa : nil
    var files: [String: String] = [:]
    for emitter in EmitterCatalog.all where targets.contains(emitter.target.name) {
      for artifact in Compiler.render(compilation, emitter, options, &report) {
        files[artifact.fileName] = artifact.text
      }
    }
    return (
      files, report.findings.filter { $0.severity != .note }.map { "\($0.id.code) \($0.message)" }
    )
  }

  // MARK: AWS

  static let policies = [
    "iam.json": "iam", "iam-trust.json": "trust", "s3-bucket-policy.json": "bucket",
    "kms.json": "key", "sqs.json": "queue",
  ]

  /// Every partition, with and without each of what policies depend on.
  static var aws: [CloudSample] {
    let partitions = [
      ("eu-west-1", "aws"), ("us-gov-west-1", "aws-us-gov"), ("cn-north-1", "aws-cn"),
    ]
    return partitions.flatMap { region, partition in
      (0..<32).map { aws(region, partition, Choices(rawValue: $0)) }
    }
  }

  private struct Choices: OptionSet {
    let rawValue: Int
    static let key = Choices(rawValue: 1)
    static let anotherAccount = Choices(rawValue: 2)
    static let networks = Choices(rawValue: 4)
    static let names = Choices(rawValue: 8)
    static let path = Choices(rawValue: 16)
  }

  private static func aws(
    _ region: String, _ partition: String, _ choices: Choices
  ) -> CloudSample {
    let user = choices.contains(.anotherAccount) ? "210987654321" : "123456789012"
    let role = "arn:\(partition):iam::\(user):role/team/wandb"
    // In front of a path, a name with dots is the host of a store.
    let bucket = choices.contains(.path) ? "my-files-1, path: a/b" : "my.files-1"
    var values = """
      global:
        host: https://wandb.example.com
        bucket: {provider: s3, name: \(bucket), region: \(region)}

      """
    var settings = [
      "bucket.queue=sqs://Wandb_events-1", "aws.account=123456789012",
      "aws.oidcProvider=oidc.example.com/id/0A1B",
      "kubernetes.namespace=wandb",
    ]
    if choices.contains(.key) {
      let key = "arn:\(partition):kms:\(region):123456789012:key/mrk-0a1b"
      values = values.replacing("region: \(region)", with: "region: \(region), kmsKey: '\(key)'")
    }
    if choices.contains(.names) {
      let account =
        "serviceAccount: {name: NAME, annotations: {eks.amazonaws.com/role-arn: '\(role)'}}"
      values += "app: {\(account.replacing("NAME", with: "one"))}\n"
      values += "api: {\(account.replacing("NAME", with: "two"))}\n"
    } else {
      settings.append("aws.principal=\(role)")
      settings.append("aws.administrator=arn:\(partition):iam::123456789012:user/admin")
    }
    if choices.contains(.networks) {
      settings += [
        "aws.vpcs=vpc-0a1b2c3d,vpce-0a1b2c3d4e5f60718,vpc-12345678",
        "aws.addresses=203.0.113.0/24,2001:db8::/32,198.51.100.7", "aws.requireTLS=true",
      ]
    }
    return CloudSample(values: values, settings: settings, region: region)
  }
}
