import Pipeline
import Settings
import TestSupport
import Testing

@Suite struct ReadingRegressionTests {
  /// Helm takes `global.host` as one key at the top.
  @Test(arguments: [
    "\"global.host\": https://a.example.com\n", "global: {\"mysql.port\": 3306}\n",
    "\"app.install\": false\n",
  ])
  func keysWithDotsAreNotPaths(_ text: String) {
    let compilation = Check.yaml(text)
    #expect(Check.codes(compilation) == ["WB2004"])
    #expect(compilation.resolved.assignments.isEmpty)
  }

  @Test func parametersAfterThePortOfRedisAreRead() {
    let compilation = Check.yaml("global: {redis: {host: r, port: \"6380?tls=true&master=m\"}}\n")
    #expect(Check.codes(compilation) == [])
    #expect(Check.value("global.redis.port", compilation) == "6380")
    #expect(Check.value("global.redis.params.tls", compilation) == "true")
    #expect(Check.value("global.redis.params.master", compilation) == "m")
  }

  @Test(arguments: [
    // The chart's own values, and overlays that empty something.
    ("global: {auth: {oidc: {oidcSecret: {name: \"\", secretKey: OIDC_SECRET}}}}\n", []),
    ("global: {redis: {host: \"\"}}\n", []), ("global: {defaultBucket: {path: x}}\n", []),
    ("app: {global: {env: {A: b}}}\n", []),
    // Said once.
    ("global: {hosts: {domain: w.example.com}}\n", ["WB2010"]),
    ("global: {env: [a]}\n", ["WB2005"]), ("global: {bucket: {name: b}}\n", ["WB3262"]),
    ("global: {env: {BUCKET: \"s3://bcd\"}}\n", ["WB3003"]),
  ])
  func reports(_ text: String, _ codes: [String]) {
    #expect(Check.codes(Check.yaml(text)) == codes)
  }

  @Test func nullInAResourceIsReportedWhereItRemovesNothing() {
    let text = """
      apiVersion: apps.wandb.com/v1
      kind: WeightsAndBiases
      metadata: {name: wandb}
      spec: {values: {global: {host: "https://w.example.com", cloudProvider: aws, size: null}}}

      """
    #expect(Check.codes(Check.compile(("wandb.yaml", text))) == ["WB2065"])
  }

  @Test func damageInAResourceIsReportedOnce() {
    let text =
      "apiVersion: apps.wandb.com/v1\nkind: WeightsAndBiases\nspec:\n  values:\n\tglobal: {}\n"
    #expect(Check.codes(Check.compile(("wandb.yaml", text))) == ["WB1004"])
  }

  /// Candidates are made once a section, not once a key; `make bench` measures that.
  @Test func everyUnknownKeyIsReported() {
    let text = (0..<1_000).map { "zebra\($0): 1\n" }.joined()
    #expect(Check.codes(Check.yaml(text)) == Array(repeating: "WB2004", count: 1_000))
  }
}
