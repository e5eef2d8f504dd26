import Diagnostics
import Documents
import Emitters
import Foundation
import Pipeline
import Settings
import TestSupport
import Testing

@Suite struct ResolverTests {
  @Test func laterLayersOverrideSettingBySetting() {
    let compilation = Check.compile(
      ("a.yaml", "global:\n  mysql: {host: a, port: 1}\n"),
      ("b.env", "REDIS=redis://r:2\n"), ("c.yaml", "global:\n  mysql: {host: c}\n"))
    #expect(Check.value("global.mysql.host", compilation) == "c")
    #expect(Check.value("global.mysql.port", compilation) == "1")
    #expect(Check.value("global.redis.port", compilation) == "2")
  }

  @Test func nullRemovesAndAURLReplacesAllItsParts() {
    let null = Check.compile(
      ("a.yaml", "global:\n  mysql: {host: a, port: 1}\n"),
      ("b.yaml", "global:\n  mysql: {port: null}\n"))
    #expect(Check.value("global.mysql.port", null) == nil)
    let section = Check.compile(
      ("a.yaml", "global:\n  mysql: {host: a, port: 1}\n"), ("b.yaml", "global:\n  mysql: null\n"))
    #expect(Check.value("global.mysql.host", section) == nil)
    let url = Check.compile(
      ("a.yaml", "global:\n  mysql: {host: a, port: 1, user: u}\n"),
      ("b.env", "MYSQL=mysql://b/d\n"))
    #expect(Check.value("global.mysql.host", url) == "b")
    #expect(Check.value("global.mysql.port", url) == nil)
    #expect(Check.value("global.mysql.user", url) == nil)
  }

  @Test func bucketPiecesOfTwoLayersAreOneBucket() {
    let compilation = Check.compile(
      ("a.yaml", "global:\n  bucket: {provider: s3, name: \"minio:9000\", region: r}\n"),
      ("b.yaml", "global:\n  bucket: {path: \"files?tls=true\"}\n"))
    #expect(Check.value("bucket.endpoint", compilation) == "minio:9000")
    #expect(Check.value("global.bucket.name", compilation) == "files")
    #expect(Check.value("bucket.tls", compilation) == "true")
    #expect(Check.codes(compilation) == [])
  }

  @Test func referencesAndUnknownValuesAreNotLiterals() {
    let compilation = Check.yaml(
      """
      global:
        licenseSecret: {name: wandb, key: license}
        mysql:
          host: {valueFrom: {configMapKeyRef: {name: db, key: host}}}
          passwordSecret: {name: db}
        redis:
          host: cache
          secret: {secretName: redis, secretKey: pw}
        extraEnv:
          BUCKET: "s3://$(KEY):$(SECRET)@minio:9000/b"

      """)
    #expect(Check.value("global.license", compilation) == "key `license` of Secret `wandb`")
    #expect(Check.value("global.mysql.host", compilation) == "key `host` of ConfigMap `db`")
    #expect(
      Check.value("global.mysql.password", compilation) == "key `MYSQL_PASSWORD` of Secret `db`")
    #expect(Check.value("global.redis.password", compilation) == "key `pw` of Secret `redis`")
    #expect(Check.value("global.bucket.name", compilation) == "unknown:s3://")
    #expect(Check.codes(compilation) == ["WB3095", "WB3097", "WB3003"])
  }

  /// `global.redis.secretName` was renamed in chart 0.21.0 (helm-values.json, `renamed`).
  @Test func renamedKeysDependOnTheChart() {
    let text = "global:\n  redis: {host: c, secretName: s}\n"
    #expect(Check.codes(Check.yaml(text)) == ["WB2010"])
    var options = Check.options
    options.chartVersion = ChartVersion(0, 20, 3)
    #expect(Compiler.compile([Check.input("v.yaml", text)], options).report.isEmpty)
    let resource =
      "apiVersion: apps.wandb.com/v1\nkind: WeightsAndBiases\nspec:\n  chart: {version: 0.20.3}\n"
      + "  values:\n    global:\n      redis: {host: c, secretName: s}\n"
    #expect(Check.codes(Check.yaml(resource)) == [])
  }

  @Test(arguments: [
    "storage: {kmsKeyArn: x}", "storage: {region: x}", "bucket: {name: b, secretName: s}",
    "bucket: {name: b, accessKeyName: s}", "bucket: {name: b, secretAccessKeyName: s}",
    "redis: {host: h, secretKey: s}",
  ])
  func everyRenamingIsFound(_ text: String) {
    #expect(Check.codes(Check.yaml("global:\n  \(text)\n")).contains("WB2010"))
  }

  @Test(arguments: [
    ("global:\n  mysql:\n    hots: x\n", "WB2061", Severity.error),
    ("global:\n  mysql:\n    zzz: x\n", "WB2004", .warning),
    ("global:\n  hosst: x\n", "WB2061", .error),
    ("globall:\n  host: x\n", "WB2061", .error),
    ("global:\n  redis:\n    params: {pollSize: 5}\n", "WB2004", .warning),
  ])
  func unknownKeysAreWeighed(_ text: String, _ code: String, _ severity: Severity) {
    let found = Check.yaml(text).report.findings
    #expect(found.map(\.id.code) == [code])
    #expect(found.map(\.severity) == [severity])
  }

  @Test func unknownVariablesAreSilentUnlessTheyResembleOne() {
    #expect(Check.codes(Check.env("SOMETHING_ELSE=1\n")) == [])
    #expect(Check.codes(Check.env("LICENCE=x\n")) == ["WB2004"])
  }

  @Test func everyWrongInputIsReportedInOneRun() {
    let text = """
      global:
        mysql: {host: [a], port: x}
        redis: {port: 0}
        bucket: {provider: aws, name: b}

      """
    #expect(Check.codes(Check.yaml(text)) == ["WB2005", "WB2005", "WB2006", "WB3002"])
  }

  @Test func inputsThatSetNothingAreAnError() {
    for text in ["", "# c\n", "{}\n", "---\n---\n"] {
      #expect(Check.codes(Check.yaml(text)) == ["WB2001"], "\(text.debugDescription)")
    }
    #expect(Check.codes(Check.env("# c\n")) == ["WB2001"])
  }

  @Test func historyNamesEveryAssignment() throws {
    let compilation = Check.compile(
      ("a.yaml", "global:\n  mysql: {host: a}\n"), ("b.env", "MYSQL=mysql://u:p@b/d\n"))
    let field = try #require(FieldCatalog.field(named: "global.mysql.host"))
    let steps = SettingHistory.steps(of: field, in: compilation.sole, compilation)
    #expect(
      steps.map { "\($0.text) \($0.location) \($0.spelling)" } == [
        "a a.yaml:2:17 global.mysql.host", "b b.env:1:19 MYSQL",
      ])
    let password = try #require(FieldCatalog.field(named: "global.mysql.password"))
    #expect(
      SettingHistory.steps(of: password, in: compilation.sole, compilation).map(\.text) == [
        Secret.mask
      ])
  }

  @Test func setOverridesAndChecksItsName() {
    func compile(_ path: String, _ value: String, _ source: Input.ValueSource) -> Compilation {
      Compiler.compile(
        [
          Check.input("a.yaml", "global:\n  mysql: {host: a}\n"),
          .set(
            path: path, value: value, shown: source == .commandLine ? value : "@f", from: source),
        ], Check.options)
    }
    #expect(
      Check.value("global.mysql.host", compile("global.mysql.host", "z", .commandLine)) == "z")
    // The value is the setting's own, not URL text.
    #expect(
      Check.value("global.mysql.password", compile("global.mysql.password", "p@%", .elsewhere))
        == "p@%")
    #expect(Check.codes(compile("global.mysql.password", "p@%", .elsewhere)) == [])
    #expect(Check.codes(compile("global.mysql.password", "p", .commandLine)) == ["WB2013"])
    #expect(Check.codes(compile("global.mysql.prot", "1", .commandLine)) == ["WB2012"])
    #expect(Check.codes(compile("ingress.class", "nginx", .commandLine)) == [])
  }

  @Test func resultsDoNotDependOnHashing() {
    let text =
      "global:\n  mysql: {a: 1, b: 2, hots: 3}\n  redis: {x: 1}\n  bucket: {provider: aws, name: b}\n"
    let first = Check.findings(Check.yaml(text))
    for _ in 0..<20 { #expect(Check.findings(Check.yaml(text)) == first) }
  }
}

/// What a trial of the program found, so that it stays found.
@Suite struct LayerRegressionTests {
  @Test(arguments: [
    (
      "mysql: {host: d, passwordSecret: {name: s}}", "mysql: {passwordSecret: null, password: abc}",
      "global.mysql.password"
    ),
    (
      "redis: {host: d, secret: {secretName: s}}", "redis: {secret: null, password: abc}",
      "global.redis.password"
    ),
    ("licenseSecret: {name: s, key: k}", "licenseSecret: null\n  license: abc", "global.license"),
  ])
  func aLiteralReplacesTheSecretOfAnEarlierLayer(_ first: String, _ second: String, _ name: String)
  {
    let compilation = Check.compile(
      ("a.yaml", "global:\n  \(first)\n"), ("b.yaml", "global:\n  \(second)\n"))
    #expect(Check.value(name, compilation) == "abc")
  }

  @Test(arguments: [
    ("licenseSecret: {name: s}", []),
    ("licenseSecret: {key: k}", ["WB2015"]),
    ("mysql: {host: d, passwordSecret: {passwordKey: k}}", ["WB2015"]),
    ("mysql: {host: d, password: {valueFrom: {secretKeyRef: {name: s}}}}", ["WB2005"]),
    ("mysql: {host: d, password: {valueFrom: {fieldRef: {fieldPath: x}}}}", []),
    ("mysql: null", ["WB2021"]),
  ])
  func incompleteReferencesAreReported(_ text: String, _ codes: [String]) {
    #expect(Check.codes(Check.yaml("global:\n  \(text)\n")) == codes)
  }

  @Test(arguments: [
    ("spec: {valus: {global: {host: \"https://w\"}}}", ["WB2061"]),
    ("spec: {values: x}", ["WB2005"]), ("spec: {values: {global: {host: \"https://w\"}}}", []),
  ])
  func customResourcesAreChecked(_ text: String, _ codes: [String]) {
    let head = "apiVersion: apps.wandb.com/v1\nkind: WeightsAndBiases\nmetadata: {name: wandb}\n"
    #expect(Check.codes(Check.yaml(head + text + "\n")) == codes)
  }

  @Test func addressesOfIPv6NeedBrackets() {
    #expect(Check.codes(Check.yaml("global:\n  mysql: {host: \"::1\"}\n")) == ["WB3016"])
    let url = Check.env("MYSQL=mysql://u:p@[fe80::1%25eth0]:3306/w\n")
    #expect(Check.codes(url) == [])
    #expect(Check.value("global.mysql.host", url) == "[fe80::1%25eth0]")
  }

  @Test(arguments: [
    ("app.extraEnv.CODE", "007", "\"007\""), ("app.containers.app.tag", "1.10", "\"1.10\""),
    ("app.containers.app.on", "true", "true"), ("app.containers.app.n", "12", "12"),
    ("app.containers.app.w", "yes", "\"yes\""),
  ])
  func setKeepsTextAsText(_ path: String, _ value: String, _ written: String) throws {
    let compilation = Compiler.compile(
      [.set(path: path, value: value, shown: value, from: .commandLine)], Check.options)
    #expect(Check.codes(compilation) == [])
    let helm = try #require(compilation.resolved.configuration.unmodelled.helm)
    let text = YAMLDocument.render(DocumentValue(helm))
    #expect(text.hasSuffix(" \(written)\n"), "\(text)")
  }
}
