import CloudDocuments
import Diagnostics
import Emitters
import Pipeline
import TestSupport
import Testing

/// Rendered policies pass the rules.
@Suite struct WrittenPolicyTests {
  private static let values = Check.input(
    "values.yaml",
    """
    global:
      bucket:
        provider: s3
        name: wandb-files
        region: us-east-1
        kmsKey: arn:aws:kms:us-east-1:123456789012:key/0a1b2c3d

    """)
  private static let settings = [
    ("bucket.queue", "sqs://wandb-queue"), ("aws.account", "123456789012"),
    ("aws.principal", "arn:aws:iam::123456789012:role/wandb"),
  ]
  .map { Input.set(path: $0.0, value: $0.1, shown: $0.1, from: .commandLine) }

  @Test(arguments: [DocumentKind.iam, .bucketPolicy, .kms, .sqs])
  func acceptsRenderedPolicies(_ kind: DocumentKind) throws {
    let emitter = try #require(EmitterCatalog.emitter(named: kind.rawValue))
    let source = Compiler.compile([Self.values] + Self.settings, Check.options)
    var report = Report()
    let written = Compiler.render(source, emitter, EmitOptions(), &report)
    let policy = try #require(written.first { $0.fileName == "\(kind.rawValue).json" })
    var options = Check.options
    options.documentKind = kind
    let found = Compiler.compile(
      [Check.input(policy.fileName, policy.text), Self.values] + Self.settings, options)
    #expect(found.cloudDocuments.map(\.kind) == [kind])
    #expect(Check.codes(found) == [])
  }
}
