import Diagnostics
import Pipeline
import Settings
import TestSupport
import Testing

/// Keys of the chart: what is known is silent, what is not is told.
@Suite struct ChartKeyTests {
  @Test func everyKeyOfTheNewestChartIsKnown() {
    let rows = ChartValues.rows
    #expect(rows.count > 1_800)
    for row in rows {
      var key: ChartKey? = ChartKey.root
      for segment in row.path {
        if key?.kind == .freeMap || key?.kind == .vendored || key?.kind == .list { break }
        key = key?.child(segment == "<component>" ? "app" : segment)
      }
      #expect(key != nil, "\(row.path)")
    }
  }

  @Test(arguments: [
    // Resembles a known one: an error.
    ("global:\n  hots: https://w.example.com\n", "WB2061", Severity.error),
    ("global:\n  api:\n    enabeld: true\n", "WB2061", .error),
    ("app:\n  replicaCuont: 2\n", "WB2061", .error),
    ("weave-trace:\n  service:\n    tipe: ClusterIP\n", "WB2061", .error),
    // Resembles nothing: a newer chart may know it.
    ("global:\n  api:\n    zebra: true\n", "WB2004", .warning),
    ("spaceship: 1\n", "WB2004", .warning),
    // Below a bundled chart.
    ("redis:\n  zebra: true\n", "WB2063", .note),
    ("kafka:\n  controller:\n    zebra: true\n", "WB2063", .note),
    // Read by nothing.
    ("global:\n  ldap:\n    enabled: true\n", "WB2062", .warning),
    ("global:\n  redis:\n    auth: {enabled: true}\n", "WB2062", .warning),
    ("app:\n  extraEnvs: {A: b}\n", "WB2062", .warning),
    ("global:\n  bigtable: {host: x}\n", "WB2009", .note),
    // Renamed and moved.
    ("global:\n  oidc: {issuer: \"https://i.example.com\", clientId: c}\n", "WB2010", .warning),
    ("global:\n  hosts: {domain: x.example.com}\n", "WB2010", .warning),
    ("global:\n  beta: {api: {enabled: true}}\n", "WB2010", .warning),
    ("global:\n  ingress: {class: nginx}\n", "WB2062", .warning),
    ("mysql:\n  install: false\nbucket: {name: b}\n", "WB2017", .warning),
    ("global:\n  app: {replicaCount: 2}\n", "WB2017", .warning),
    // Of another kind.
    ("global:\n  common: {labels: [a]}\n", "WB2005", .error),
    ("app:\n  service: on\n", "WB2005", .error),
    ("global:\n  kafka: {brokerPort: high}\n", "WB2005", .error),
    ("global:\n  redis:\n", "WB2021", .error),
    // Helm takes any text for true.
    ("mysql:\n  install: \"false\"\n", "WB2050", .warning),
    ("ingress:\n  create: \"no\"\n", "WB2050", .warning),
    ("global:\n  extraEnv: {ANY: [a]}\n", "WB2005", .error),
    ("global:\n  extraEnv: {ANY: 1000000000}\n", "WB2014", .error),
    ("mysql:\n  host: db\n", "WB2064", .warning),
    ("global:\n  createGCPLoadBalancerBackend: true\n", "WB2018", .warning),
  ])
  func reportsKeys(_ text: String, _ code: String, _ severity: Severity) {
    let found = Check.yaml(text).report.findings
    #expect(
      found.contains { $0.id.code == code && $0.severity == severity }, "\(found.map(\.message))")
  }

  @Test(arguments: [
    "global:\n  common: {labels: {anything: at-all}}\n",
    "app:\n  podSecurityContext: {supplementalGroups: [1]}\n",
    "app:\n  containers: {app: {zebra: {deep: true}}}\n",
    "parquet:\n  sizing: {small: {resources: {limits: {cpu: \"2\"}}}}\n",
    "global:\n  kafka: {brokerPort: \"9092\"}\n",
    "redis:\n  install: false\n",
    "global:\n  redis: {params: {master: gorilla}}\n",
    "global:\n  olap: {history: {host: {valueFrom: {secretKeyRef: {name: a, key: b}}}}}\n",
    "global:\n  banners: {a: {b: c}}\n",
    "global:\n  redis: {params: {tls: \"true\"}}\n",
    "global:\n  extraEnv: {ANY: 12}\n",
  ])
  func isSilentOn(_ text: String) {
    #expect(Check.codes(Check.yaml(text)) == [])
  }

  @Test func releaseDecidesWhichKeysAreRead() {
    var options = Check.options
    options.chartVersion = ChartVersion(0, 18, 0)
    let input = Check.input(
      "values.yaml",
      "global:\n  auth: {oidc: {oidcSecret: {name: sso}}}\n  caCertsConfigMap: authorities\n")
    let compilation = Compiler.compile([input], options)
    #expect(Check.codes(compilation) == ["WB2018", "WB2018"])
    options.chartVersion = ChartVersion(0, 40, 0)
    #expect(Check.codes(Compiler.compile([input], options)) == [])
  }

  @Test func renamedKeyIsReadUnderItsNewName() {
    let compilation = Check.yaml(
      "global:\n  oidc: {issuer: \"https://i.example.com\", clientId: c}\n")
    #expect(Check.value("global.auth.oidc.issuer", compilation) == "https://i.example.com")
  }

  @Test(arguments: [
    ("LICENCE=x\n", ["WB2004"]), ("LDAP_ADRESS=ldap://x\n", ["WB2004"]), ("MY_OWN=1\n", []),
    ("HSOT=x\n", []), ("OIDC_CLIENT_SECRET=x\n", ["WB2019"]), ("MYSQL_HOST=db\n", ["WB2020"]),
    ("AUTH0_DOMAIN=x\n", ["WB2019"]), ("GORILLA_SUPORTED_FILE_STORES=cw://\n", ["WB2004"]),
  ])
  func reportsVariables(_ text: String, _ codes: [String]) {
    #expect(Check.codes(Check.env(text)) == codes)
  }
}
