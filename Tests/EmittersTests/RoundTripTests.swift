import Diagnostics
import Emitters
import Foundation
import Generators
import Pipeline
import Settings
import TestSupport
import Testing

/// What is rendered is read back as what it was.
@Suite struct RoundTripTests {
  /// Renders a target; the findings of the emitter must be expected by the caller.
  private func render(
    _ compilation: Compilation, _ target: String, allowing codes: Set<String> = []
  ) throws -> (String, String) {
    let emitter = try #require(EmitterCatalog.emitter(named: target))
    var report = Report()
    let artifacts = Compiler.render(compilation, emitter, EmitOptions(), &report)
    let found = Set(report.findings.map(\.id.code))
    // Nothing of the inputs is known, or has a place in an env file.
    if found.contains("WB2001") { return ("", "") }
    #expect(found.subtracting(codes) == [])
    let artifact = try #require(artifacts.first)
    return (artifact.fileName, artifact.text)
  }

  private func settings(_ compilation: Compilation) -> [String: String] {
    var result: [String: String] = [:]
    for field in FieldCatalog.fields(of: compilation.resolved.configuration) {
      result[field.name] = Check.value(of: field, compilation)
    }
    return result
  }

  /// What the chart adds to the addresses of MySQL and Redis.
  static let defaults = [
    ("global.mysql.port", "3306"), ("global.mysql.database", "wandb_local"),
    ("global.mysql.user", "wandb"), ("global.redis.port", "6379"),
    ("global.redis.params.ttlInSeconds", "604800"),
  ]

  /// The settings of Helm values with what the chart adds, which an env file spells.
  private func completed(_ compilation: Compilation) -> [String: String] {
    settings(compilation).merging(Self.defaults) { own, _ in own }
  }

  /// Settings that the chart implies and an env file spells.
  private static let spelledByVariablesOnly: Set<String> = ["mysql.scheme", "redis.scheme"]

  /// Every printable ASCII character, the awkward ones together, and text beyond ASCII.
  static let passwords: [String] =
    (0x20...0x7E).compactMap { UnicodeScalar($0).map { "a\(Character($0))b" } }
    + (0x21...0x7E).compactMap { UnicodeScalar($0).map { String(Character($0)) } }
    + [
      " lead", "trail ", "$(HOME)", "$$(X)", "{{ .Values.x }}", "%41", "100%", "\"q\"", "'q'",
      "p:w@h/d?x#y",
      "é漢字👍", "e\u{301}", "\u{A0}", "no", "012", "1e3", "null", "~", "#", "a #b", "a: b", "-", "|",
      ">",
      String((0x20...0x7E).compactMap { UnicodeScalar($0).map(Character.init) }),
    ]

  /// Findings about odd texts, which not every reader takes, and about a URL without a database.
  private static let codesOfOddTexts: Set = [
    "WB1031", "WB2008", "WB2047", "WB3077", "WB3291", "WB3292", "WB3293",
  ]

  private static func codes(_ compilation: Compilation) -> Set<String> {
    Set(Check.codes(compilation)).subtracting(codesOfOddTexts)
  }

  @Test(arguments: passwords)
  func passwordsSurviveEverySurface(_ password: String) throws {
    let encoded = PercentEncoding.encode(password)
    let start = Check.yaml(
      """
      global:
        mysql: {host: db, user: "\(encoded)", password: "\(encoded)"}
        redis: {host: cache, password: "\(encoded)"}
        bucket: {provider: s3, name: "minio:9000", path: "b?tls=true", region: r, accessKey: "\(encoded)", secretKey: "\(encoded)"}

      """)
    #expect(Self.codes(start) == [])
    #expect(Check.value("global.mysql.password", start) == password)
    let env = try render(start, "docker-env")
    let middle = Check.compile(env)
    #expect(Self.codes(middle) == [])
    let values = try render(middle, "helm")
    let end = Check.compile(values)
    #expect(Self.codes(end) == [])
    #expect(settings(end) == completed(start))
    let composed = Check.compile(try render(start, "compose"))
    #expect(Self.codes(composed) == [])
    #expect(settings(composed) == settings(middle))
  }

  /// A key of Azure is verbatim in Helm values, and in a variable of its own.
  @Test func azureKeysAreVerbatim() throws {
    let key = "ab+/c==%41 x"
    let start = Check.yaml(
      "global:\n  bucket: {provider: az, name: acc, path: c/p, accessKey: '\(key)'}\n")
    let env = try render(start, "docker-env")
    #expect(env.1 == "BUCKET=az://acc/c/p\nAZURE_STORAGE_KEY=\(key)\n")
    let end = Check.compile(try render(Check.compile(env), "helm"))
    #expect(settings(end) == settings(start))
  }

  /// Random configurations: Helm values to an env file and back are equal on what both spell.
  @Test func randomConfigurationsSurvive() throws {
    var generator = SeededGenerator(2026)
    for _ in 0..<500 {
      let start = Check.yaml(RandomValues.make(&generator))
      let errors = start.report.findings.filter { $0.severity == .error }.map(\.id.code)
      #expect(
        errors.allSatisfy(Self.codesOfOddTexts.contains),
        "seed \(generator.seed) \(Check.findings(start))")
      let env = try render(start, "docker-env", allowing: ["WB4003", "WB4004", "WB4010"])
      let middle = Check.compile(env)
      #expect(
        Self.codes(middle).subtracting(Check.codes(start)) == [],
        "seed \(generator.seed)\n\(env.1)")
      let composed = try render(start, "compose", allowing: ["WB4003", "WB4004", "WB4010"])
      #expect(settings(Check.compile(composed)) == settings(middle), "seed \(generator.seed)")
      let end = Check.compile(try render(middle, "helm"))
      var expected = completed(start)
      // An env file has no name for these.
      for name in expected.keys where name.hasSuffix("caCert") { expected[name] = nil }
      #expect(settings(end) == expected, "seed \(generator.seed)\n\(env.1)")
    }
  }

  /// The file without the image and the port of a compose file, which are not settings of the server.
  private static func settings(in text: String) -> Substring {
    text.range(of: "    environment:\n").map { text[$0.upperBound...] } ?? text[...]
  }

  /// What a target has no equivalent for.
  private static let losses: Set = ["WB4003", "WB4004", "WB4010", "WB4040", "WB4041"]

  /// A second rendering of what was rendered gives the same bytes, and validates as the first did.
  @Test(arguments: try Fixture.scenarios)
  func renderingIsAFixedPoint(_ fixture: Fixture) throws {
    let inputs = try fixture.inputs.map {
      Input.file(name: $0, bytes: try fixture.bytes(of: $0), format: nil)
    }
    let start = Compiler.compile(inputs, Check.options)
    let isOperatorChart =
      start.resolved.configuration.unmodelled.helm == nil
      && fixture.url.lastPathComponent.contains("operator-")
    // Documents of clouds set nothing.
    let isConfiguration = start.cloudDocuments.count < inputs.count
    guard !start.report.hasErrors, !isOperatorChart, isConfiguration else { return }
    let before = Set(Check.codes(start))
    for target in ["helm", "operator", "docker-env", "compose"] {
      let first = try render(start, target, allowing: Self.losses)
      guard !first.1.isEmpty else { continue }
      let again = Check.compile(first)
      #expect(!again.report.hasErrors)
      // Without a user the chart writes an empty one; the variable does not. A resource has rules
      // of its own, a `$` is a matter of env files, and so is a client ID that is in a Secret. The container and Terraform's modules bring
      // services that values must name, and have no Ingress.
      let own = Set(
        ["WB3095", "WB3097"]
          + (target == "operator"
            ? ["WB3034", "WB3035", "WB3053", "WB3087"] : ["WB3034", "WB3087", "WB1031", "WB3048"]))
      #expect(Self.codes(again).subtracting(before).subtracting(own) == [], "\(target)")
      let second = try render(again, target, allowing: Self.losses)
      #expect(Self.settings(in: second.1) == Self.settings(in: first.1), "\(target)")
    }
  }
}
