import Diagnostics
import Pipeline
import TestSupport
import Testing

/// Where null is a mistake, and where it is how Helm takes a key back.
@Suite struct NullTests {
  private func found(_ texts: String...) -> [String] {
    let inputs = texts.enumerated().map { Check.input("\($0.offset).yaml", $0.element) }
    return Compiler.compile(inputs, Check.options).report.findings.map(\.id.code)
  }

  private func resource(_ values: String) -> String {
    "apiVersion: apps.wandb.com/v1\nkind: WeightsAndBiases\nmetadata: {name: wandb}\n"
      + "spec: {values: \(values)}\n"
  }

  @Test(arguments: [
    ("global: {redis: {host: c, port: null}}", "WB2023"),
    ("global: {mysql: {host: db, password: }}", "WB2023"),
    ("ingress: {additionalHosts: null}", "WB2023"), ("app: {podLabels: null}", "WB2023"),
    ("app: {sizing: null}", "WB2023"), ("api: {autoscaling: {horizontal: null}}", "WB2023"),
    ("global: {extraEnv: {A: null}}", "WB2065"), ("global: {env: {HOST: }}", "WB2065"),
    ("app: {env: {A: null}}", "WB2065"), ("app: {containers: {a: {env: {A: null}}}}", "WB2023"),
  ])
  func isReportedInTheFirstValues(_ values: String, _ code: String) {
    #expect(found(values + "\n") == [code])
    // Helm takes an earlier file's variable back; a template fails without its key all the same.
    let later = code == "WB2023" ? ["WB2023"] : []
    #expect(found("global: {cloudProvider: aws}\n", values + "\n") == later)
  }

  @Test(arguments: [
    "global: {mysql: {host: db, port: null}}", "global: {size: null, cloudProvider: aws}",
    "global: {bucket: {provider: s3, name: abc, kmsKey: ~, path: null}}",
    "ingress: {create: null, class: nginx}", "app: {image: {tag: null}}",
    "app: {priorityClassName: null}",
    "global: {olap: null, slack: {clientId: null}, api: {rateLimits: null}}",
    "{prometheus: null, otel: null, app: {deployment: null, affinity: null}}",
  ])
  func isHarmlessWhereTheDefaultComesBack(_ values: String) { #expect(found(values + "\n") == []) }

  @Test(arguments: [
    "app: {podSecurityContext: {runAsUser: null}}", "app: {resources: {limits: {cpu: null}}}",
    "global: {redis: {host: c, params: {tls: null}}}", "global: {customCACerts: null, size: small}",
    "ingress: {annotations: null, tls: null}", "app: {tolerations: null, nodeSelector: null}",
  ])
  func takesKeysOfMapsAndListsAway(_ values: String) { #expect(found(values + "\n") == []) }

  @Test(arguments: [
    ("{global: {redis: {host: c, port: null}}}", "WB2023"),
    ("{global: {mysql: {host: db, port: null}}}", "WB2065"),
    ("{global: {mysql: {host: db, passwordSecret: {name: null}}}}", "WB2065"),
    ("{global: {bucket: {provider: s3, name: acme-files, kmsKey: null}}}", "WB2065"),
    ("{ingress: {create: null}}", "WB2023"), ("{app: {priorityClassName: null}}", "WB2023"),
    ("{ingress: {tls: null}}", "WB2065"), ("{app: {tolerations: null}}", "WB2065"),
    ("{app: {podSecurityContext: {runAsUser: null}}}", "WB2065"),
    ("{global: {extraEnv: {A: null}}}", "WB2065"),
  ])
  func isMergedLikeAValueInAResource(_ values: String, _ code: String) {
    #expect(found(resource(values)) == [code])
  }

  /// As Helm merges `-f a -f b`: the null stays, and removes the chart's default as well.
  @Test(arguments: [
    (
      "global: {bucket: {provider: s3, name: acme-files}}", "global: {bucket: {name: null}}",
      "WB2023"
    ),
    ("global: {redis: {host: c, port: 6380}}", "global: {redis: {port: null}}", "WB2023"),
    ("global: {mysql: {host: db}}", "global: {mysql: null}", "WB2021"),
  ])
  func breaksInALaterFileAsWell(_ first: String, _ later: String, _ code: String) {
    #expect(found(first + "\n", later + "\n") == [code])
  }

  @Test func takesBackWhatAnEarlierResourceSays() {
    let base = resource("{global: {mysql: {host: db, port: 3307}}, app: {priorityClassName: a}}")
    let later = resource("{global: {mysql: {port: null}}, app: {priorityClassName: null}}")
    #expect(found(base, later) == [])
  }

  /// `clear` takes the settings back one by one.
  @Test func isReportedOncePerSection() {
    #expect(found(resource("{global: {redis: null, size: small}}")) == ["WB2021"])
  }

  /// As Helm merges `-f a -f b`: what counts is the value that a later file writes.
  @Test func isVoidWhereALaterLayerWritesAValue() {
    let first = "global: {mysql: {host: db, port: null}, extraEnv: {A: null, B: null}}\n"
    #expect(
      found(first, "global: {mysql: {port: 3307}, extraEnv: {A: x}}\n") == ["WB2065"])
  }

  @Test func envFilesHaveNone() {
    #expect(
      Check.codes(Check.env("HOST=\nLICENSE\nGORILLA_TRACER=null\n")).contains("WB2023") == false)
  }

  @Test func isVoidWhereTheCommandLineWritesAValue() {
    let input = Check.input("values.yaml", "global: {redis: {host: null}, env: {A: null}}\n")
    func codes(_ path: String) -> [String] {
      let set = Input.set(path: path, value: "small", shown: "small", from: .commandLine)
      return Check.codes(Compiler.compile([input, set], Check.options))
    }
    #expect(codes("global.redis.host") == ["WB2065"])
    #expect(codes("global.size") == ["WB2023", "WB2065"])
  }

  /// `make bench` measures how the time grows with their number.
  @Test func thousandsAreReplacedByALaterLayer() {
    func layer(_ value: String) -> String {
      "global:\n  extraEnv:\n" + (0..<3_000).map { "    A\($0): \(value)\n" }.joined()
    }
    #expect(found(layer("null"), layer("x")) == [])
  }
}
