import Emitters
import Foundation
import Pipeline
import TestSupport
import Testing

/// Root modules for a bucket are formatted, and those for AWS valid, applied once and for all, and
/// taken down again.
@Suite struct BucketRootConformanceTests {
  /// A rendering with what it is of.
  private struct Root: CustomStringConvertible {
    let description: String
    let files: [String: String]
  }

  private static let role = "aws.principal=arn:aws:iam::123456789012:role/wandb"
  private static let cluster = [
    "aws.oidcProvider=oidc.example.com/id/1", "aws.account=123456789012", "kubernetes.namespace=ml",
    "aws.requireTLS=true",
  ]
  private static let key = "arn:aws:kms:us-east-1:123456789012:key/0a1b2c3d"

  /// A bucket, the rest of the values, settings.
  private static let samples: [(name: String, bucket: String, rest: String, settings: [String])] = [
    ("plain", "provider: s3, name: files-1, region: us-east-1, path: a/b", "", [role]),
    ("cluster", "provider: s3, name: files.2, region: eu-west-1", "", cluster),
    ("key", "provider: s3, name: files-3, region: us-east-1, kmsKey: '\(key)'", "", [role]),
    (
      "queue", "provider: s3, name: files-4, region: us-east-1, path: a",
      "",
      cluster + [
        "bucket.queue=sqs://events",
        "aws.administrator=arn:aws:iam::123456789012:role/security", "aws.vpcs=vpc-1,vpce-2",
        "aws.addresses=10.0.0.0/8",
      ]
    ),
    (
      "others", "provider: s3, name: files-5, region: us-east-1",
      "",
      [
        "bucket.queue=sqs://events", role, "aws.account=999999999999",
      ]
    ),
    (
      "google", #"provider: gcs, name: "${x}%{y}\"\\é\u2028", region: EU, path: p"#,
      "",
      [
        "bucket.queue=pubsub:/p/t/s", "google.project=p",
        "google.serviceAccount=w@p.iam.gserviceaccount.com",
      ]
    ),
    (
      "azure", "provider: az, name: account/files, region: westeurope, path: p",
      "",
      [
        "bucket.queue=az://account/q", "azure.subscription=s", "azure.resourceGroup=g",
        "azure.principal=p",
      ]
    ),
  ]

  private static let roots: [Root] = samples.map { sample in
    let text =
      "global:\n  host: https://w.example.com\n  bucket: {\(sample.bucket)}\n\(sample.rest)"
    let settings = sample.settings.map { setting -> Input in
      let parts = setting.split(separator: "=", maxSplits: 1).map(String.init)
      return .set(path: parts[0], value: parts[1], shown: parts[1], from: .commandLine)
    }
    let compilation = Compiler.compile(
      [Check.input("values.yaml", text)] + settings, Check.options)
    var report = compilation.report
    let artifacts = EmitterCatalog.emitter(named: "terraform-byob").map {
      Compiler.render(compilation, $0, EmitOptions(), &report)
    }
    return Root(
      description: sample.name,
      files: Dictionary(
        uniqueKeysWithValues: (artifacts ?? []).map { ($0.fileName, $0.text) }))
  }

  @Test func everySampleIsRendered() {
    for root in Self.roots { #expect(root.files.count == 5, "\(root)") }
  }

  @Test(.comparing(with: .terraformFormat))
  func isAFixedPointOfTerraformFormat() throws {
    let folder = try Scratch()
    var count = 0
    for root in Self.roots {
      for (name, text) in root.files {
        let file = "\(root)-\(name.replacingOccurrences(of: ".tfvars", with: "v.tfvars"))"
        try Data(text.utf8).write(to: folder.url(file))
        count += 1
      }
    }
    let remarks = try Oracle.terraformFormat.remarks(about: folder.url("."), count: count)
    #expect(remarks.text + remarks.errors == "")
  }

  @Test(.comparing(with: .terraformAWS))
  func isValidForTheProviderOfAWS() throws {
    let roots = Self.roots.filter { !["google", "azure"].contains($0.description) }
    for (root, answer) in zip(roots, try answers(roots, step: "validate")) {
      #expect(answer.tree != nil, "\(root): \(answer)")
    }
  }

  /// Without a queue, since its waiters alone take a minute.
  @Test(.comparing(with: .terraformAWS))
  func isAppliedOnceAndForAll() throws {
    let roots = Self.roots.filter { ["plain", "cluster"].contains($0.description) }
    let found = try answers(roots, step: "apply")
    for (root, answer) in zip(roots, found) { #expect(answer.tree != nil, "\(root): \(answer)") }
    #expect(found[0].tree?["bucket_uri"] == .text("s3://files-1/a/b"))
    #expect(found[1].tree?["bucket_uri"] == .text("s3://files.2"))
    #expect(found[1].tree?["role_arn"] == .text("arn:aws:iam::123456789012:role/files.2"))
    #expect(found[0].tree?["kms_key_arn"]?.string?.hasPrefix("arn:aws:kms:us-east-1:") == true)
  }

  @Test(
    .comparing(with: .terraformAWS),
    .takingMinutes)
  func isAppliedWithItsQueue() throws {
    let roots = Self.roots.filter { $0.description == "others" }.map { root in
      // moto has one account, which the provider would refuse.
      Root(
        description: root.description,
        files: root.files.mapValues {
          $0.replacingOccurrences(of: "999999999999", with: "123456789012")
        })
    }
    for (root, answer) in zip(roots, try answers(roots, step: "apply")) {
      #expect(answer.tree?["queue_uri"] == .text("sqs://events"), "\(root): \(answer)")
    }
  }

  private func answers(_ roots: [Root], step: String) throws -> [Oracle.Answer] {
    struct Request: Encodable {
      let files: [String: String]
      let step: String
    }
    try #require(roots.allSatisfy { $0.files.count == 5 }, "nothing is valid as well")
    return try Oracle.terraformAWS.answers(
      roots.map { try [UInt8](JSONEncoder().encode(Request(files: $0.files, step: step))) })
  }
}
