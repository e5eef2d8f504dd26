import Diagnostics
import Documents
import Generators
import Pipeline
import Settings
import TestSupport
import Testing

/// Values files made of the chart's own keys, with values of their types, have no error.
@Suite struct GeneratedValuesTests {
  @Test(arguments: [31, 47, 61, 83] as [UInt64])
  func keysOfTheChartAreNotErrors(_ seed: UInt64) {
    var values = ChartValuesMaker(seed: seed)
    var failures: [String] = []
    for number in 0..<510 {
      let text = YAMLDocument.render(values.make(keys: 1 + number % 50))
      // Values of Kubernetes' own types are made up.
      let errors = Check.yaml(text).report.findings.filter {
        $0.severity == .error && !$0.id.code.hasPrefix("WB204") && !$0.id.code.hasPrefix("WB205")
      }
      if let first = errors.first {
        failures.append("\(first.id.code) \(first.message)")
      }
    }
    print("510 values files, WANDB_CFG_SEED=\(values.seed), \(failures.count) with an error")
    let kinds = Set(failures).sorted().prefix(5).joined(separator: "; ")
    #expect(kinds.isEmpty, "seed \(values.seed)")
  }
}

/// Makes values of the chart from its keys.
private struct ChartValuesMaker {
  private var generator: SeededGenerator
  private let rows = ChartValues.rows

  init(seed: UInt64) { generator = SeededGenerator(seed) }

  var seed: UInt64 { generator.seed }

  mutating func make(keys count: Int) -> DocumentValue {
    var tree = DocumentValue.object([:])
    tree.insert(.string("https://w.example.com"), at: ["global", "host"])
    for _ in 0..<count {
      let row = generator.pick(rows)
      let path = row.path.map { $0 == "<component>" ? component() : $0 }
      tree.insert(value(path, row.type), at: path)
    }
    // A Secret is named with its key, and a bucket as its provider wants it.
    if has(tree, ["global", "licenseSecret"]) {
      tree.insert(.string("wandb-license"), at: ["global", "licenseSecret", "name"])
      tree.insert(.string("token"), at: ["global", "licenseSecret", "key"])
    }
    for bucket in ["bucket", "defaultBucket"] where has(tree, ["global", bucket]) {
      let provider = generator.pick(["s3", "gcs", "az", "cw"])
      tree.insert(.string(provider), at: ["global", bucket, "provider"])
      tree.insert(
        .string(provider == "az" ? "account/container" : "files"), at: ["global", bucket, "name"])
    }
    return tree
  }

  private func has(_ tree: DocumentValue, _ path: [String]) -> Bool {
    path.reduce(tree as DocumentValue?) { $0?.members?[$1] } != nil
  }

  private mutating func component() -> String { generator.pick(ComponentName.all) }

  private mutating func value(_ path: [String], _ type: String) -> DocumentValue {
    if let special = special(path.joined(separator: ".")) { return special }
    switch type {
    case "boolean": return .bool(generator.pick([true, false]))
    case "number": return .number(String(generator.pick([0, 1, 2, 5, 80, 999, 3306])))
    case "list":
      return .array(generator.pick([[], [.object(["name": .string("one")])]]))
    case "map":
      return .object(generator.pick([[:], ["one": .string("value")], ["a/b": .string("1")]]))
    default: return .string(generator.pick(["", "text", "two words", "a-b.c", "1Gi", "007"]))
    }
  }

  private mutating func special(_ path: String) -> DocumentValue? {
    switch path {
    case "global.host": .string(generator.pick(["https://w.example.com", "http://w:8080"]))
    case "global.license": .string("eyJhbGciOiJSUzI1NiJ9.eyJleHAiOjk5OTk5OTk5OTl9.c2ln")
    case "global.size": .string(generator.pick(["", "small", "medium", "large", "xlarge"]))
    case "global.auth.oidc.authMethod": .string(generator.pick(["", "pkce", "implicit"]))
    case "global.auth.oidc.issuer": .string("https://login.example.com")
    case "global.mysql.port", "global.redis.port", "global.email.smtp.port",
      "global.clickhouse.port":
      .number(String(generator.pick([25, 587, 3306, 6379, 8123])))
    case "global.customCACerts": .array([])
    case "global.mysql.caCert", "global.redis.caCert": .string("")
    case "global.bucket.kmsKey", "global.defaultBucket.kmsKey":
      .string(generator.pick(["", "arn:aws:kms:us-east-1:111122223333:key/abc"]))
    case "ingress.tls", "ingress.secondary.tls":
      .array([.object(["secretName": .string("tls"), "hosts": .array([.string("w.example.com")])])])
    case "global.bucket.region", "global.defaultBucket.region": .string("us-east-1")
    default:
      path.hasSuffix(".host") || path.hasPrefix("global.email.smtp")
        || path.hasPrefix("global.mysql")
        || path.hasPrefix("global.redis.p") && !path.hasSuffix("s") || path.hasSuffix("Key")
        ? .string(generator.pick(["", "word", "some-name"])) : nil
    }
  }
}
