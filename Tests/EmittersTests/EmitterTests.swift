import Diagnostics
import Emitters
import Pipeline
import TestSupport
import Testing

@Suite struct EmitterTests {
  private func render(
    _ yaml: String, _ target: String, _ change: (inout EmitOptions) -> Void = { _ in }
  ) throws -> (artifacts: [Artifact], codes: [String]) {
    let emitter = try #require(EmitterCatalog.emitter(named: target))
    var options = EmitOptions()
    change(&options)
    var report = Report()
    let artifacts = Compiler.render(Check.yaml(yaml), emitter, options, &report)
    return (artifacts, report.findings.map(\.id.code))
  }

  @Test(arguments: [
    ("https://Wandb.Example.com", "https://wandb.example.com"),
    ("https://w.example.com:443", "https://w.example.com"),
    ("http://w.example.com:80", "http://w.example.com"), ("https://w:8443", "https://w:8443"),
    ("http://w.example.com:443", "http://w.example.com:443"),
  ])
  func originIsWhatABrowserSends(_ host: String, _ origin: String) throws {
    let yaml = "global:\n  host: \(host)\n  bucket: {provider: s3, name: files}\n"
    let text = try #require(try render(yaml, "s3-cors-xml").artifacts.first?.text)
    #expect(text.contains("<AllowedOrigin>\(origin)</AllowedOrigin>"))
  }

  /// Terraform modules and the documentation: GET, HEAD and PUT, ETag (wandb-facts.md section 5).
  @Test func corsAllowsWhatBrowsersDo() throws {
    let yaml = "global:\n  host: https://w\n  bucket: {provider: s3, name: files}\n"
    let text = try #require(try render(yaml, "s3-cors-xml").artifacts.first?.text)
    for part in ["GET", "HEAD", "PUT"] { #expect(text.contains("<AllowedMethod>\(part)<")) }
    #expect(text.contains("<ExposeHeader>ETag</ExposeHeader>"))
  }

  @Test(arguments: [
    ("global: {host: \"https://w\", bucket: {provider: gcs, name: files}}", ["WB4001"]),
    ("global: {host: \"https://w\"}", ["WB4002"]),
    ("global: {bucket: {provider: s3, name: files}}", ["WB4002"]),
    ("global: {host: \"https://w\", defaultBucket: {provider: cw, name: files}}", []),
  ])
  func corsSaysWhatIsMissing(_ yaml: String, _ codes: [String]) throws {
    let result = try render(yaml, "s3-cors-xml")
    #expect(result.codes == codes)
    #expect(result.artifacts.isEmpty == !codes.isEmpty)
  }

  @Test func artifactsWithSecretsSaySo() throws {
    let secret = "global:\n  mysql: {host: db, password: p}\n"
    #expect(try render(secret, "helm").artifacts.first?.sensitivity == .secret)
    #expect(try render(secret, "docker-env").artifacts.first?.sensitivity == .secret)
    let open = "global:\n  mysql: {host: db, passwordSecret: {name: s}}\n"
    #expect(try render(open, "helm").artifacts.first?.sensitivity == .open)
    let unmodelled = "app:\n  env: {MY_TOKEN: t}\n"
    #expect(try render(unmodelled, "helm").artifacts.first?.sensitivity == .secret)
  }

  @Test func redactionLeavesNoSecretBehind() throws {
    let yaml = """
      global:
        license: hunter1
        mysql: {host: db, user: u, password: hunter2}
        redis: {host: r, password: hunter3}
        bucket: {provider: s3, name: "m:9000", path: b, accessKey: hunter4, secretKey: hunter5}
        extraEnv: {API_TOKEN: hunter6, URL: "https://u:hunter7@x"}
      app:
        secretThing: {a: hunter8}

      """
    for target in ["helm", "operator", "docker-env"] {
      let text = try render(yaml, target) { $0.secrets = .redact }.artifacts.map(\.text).joined()
      #expect(!text.contains("hunter"), "\(target): \(text)")
      #expect(text.contains("REDACTED"))
    }
  }

  /// Operator v2 needs the decoded text of a Secret, which only a rendering with secrets may contain.
  @Test func redactionKeepsTheNamesOfSecrets() throws {
    let yaml = """
      apiVersion: v1
      kind: Secret
      metadata: {name: stored}
      stringData: {pw: "hunter%402"}
      ---
      apiVersion: apps.wandb.com/v1
      kind: WeightsAndBiases
      metadata: {name: wandb}
      spec:
        values:
          global:
            mysql: {host: db, user: u, passwordSecret: {name: stored, passwordKey: pw}}

      """
    let redacted = try render(yaml, "operator-v2") { $0.secrets = .redact }.artifacts
    #expect(redacted.allSatisfy { !$0.text.contains("hunter") && $0.text.contains("stored") })
    #expect(redacted.count == 1)
    let literal = try render(yaml, "operator-v2").artifacts
    #expect(literal.map(\.sensitivity) == [.secret] && literal[0].text.contains("hunter@2"))
  }

  @Test func aliasesAreWrittenOnDemand() throws {
    let yaml = "global:\n  host: https://w\n"
    let all = try render(yaml, "docker-env") { $0.environmentNames = .all }
    #expect(
      all.artifacts.first?.text
        == "HOST=https://w\nGORILLA_FRONTEND_HOST=https://w\nGORILLA_FILE_HOST=https://w\n")
  }

  @Test func aURLWithAHoleIsNotWritten() throws {
    let yaml = "global:\n  mysql: {host: db, passwordSecret: {name: s}}\n"
    let result = try render(yaml, "docker-env")
    #expect(result.artifacts.isEmpty)
    #expect(result.codes == ["WB2001", "WB4003", "WB4010"])
  }
}
