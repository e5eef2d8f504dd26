import Diagnostics
import Pipeline
import Reporting
import TestSupport
import Testing

/// Values inside of other documents, and the environment of a container.
@Suite struct WrapperTests {
  // MARK: Containers

  private func pod(_ variables: String) -> Compilation {
    Check.yaml(
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: wandb}
      spec:
        containers:
          - image: wandb/local:0.70.0
            env:
              - {name: HOST, value: "https://wandb.example.com"}
      \(variables.split(separator: "\n").map { "        - \($0)" }.joined(separator: "\n"))

      """)
  }

  /// As `expansion.Expand` of Kubernetes does.
  @Test(arguments: [
    ("$(A)-b", "x-b"), ("$$(A)", "$(A)"), ("$(B)", "$(B)"), ("$A$(A)", "$Ax"), ("a$", "a$"),
    ("a$$b", "a$b"), ("$(A", "$(A"), ("$$$(A)", "$x"), ("$()", "$()"), ("$(A)$(A)", "xx"),
  ])
  func referencesAreExpanded(_ written: String, _ expected: String) {
    let compilation = pod(
      "{name: A, value: x}\n{name: OIDC_CLIENT_ID, value: '\(written)'}\n{name: B, value: z}\n"
        + "{name: OIDC_ISSUER, value: https://login.example.com}")
    #expect(Check.value("global.auth.oidc.clientId", compilation) == expected)
    #expect(Check.codes(compilation) == (written == "$(B)" ? ["WB2145"] : []))
  }

  @Test func laterVariablesReplaceEarlierOnes() {
    let compilation = pod(
      "{name: OIDC_CLIENT_ID, value: a}\n{name: A, value: $(OIDC_CLIENT_ID)}\n"
        + "{name: OIDC_CLIENT_ID, value: b}")
    #expect(Check.value("global.auth.oidc.clientId", compilation) == "b")
  }

  @Test func aURLIsKnownApartFromItsPassword() {
    let secret = "valueFrom: {secretKeyRef: {name: s, key: k}}"
    let compilation = pod(
      "{name: P, \(secret)}\n{name: MYSQL, value: 'mysql://u:$(P)@db:3307/n'}")
    #expect(Check.value("global.mysql.host", compilation) == "db")
    #expect(Check.value("global.mysql.password", compilation) == "key `k` of Secret `s`")
    #expect(Check.codes(compilation) == [])
    // Any other unknown piece leaves nothing certain.
    let other = pod("{name: P, \(secret)}\n{name: MYSQL, value: 'mysql://u:p@$(P)/n'}")
    #expect(Check.value("global.mysql.host", other)?.hasPrefix("unknown") == true)
  }

  // MARK: Text in documents

  private func located(
    _ compilation: Compilation
  ) -> [(code: String, line: Int, column: Int)] {
    Findings(compilation.report).records.map {
      ($0.code, $0.location.start.line, $0.location.start.column)
    }
  }

  private func release(_ values: String) -> Compilation {
    Check.compile(
      (
        "release.yaml",
        """
        apiVersion: helm.toolkit.fluxcd.io/v2
        kind: HelmRelease
        metadata: {name: wandb}
        spec:
          chart: {spec: {chart: operator-wandb, version: 0.43.8}}
          valuesFrom: [{kind: ConfigMap, name: a}]
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: a}
        data:
        \(values.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n"))

        """
      ))
  }

  /// Where the finding about the port is: a block has lines, other text has one place.
  @Test(arguments: [
    ("values.yaml: |\n  global:\n    mysql: {port: 70000}", 14, 21),
    ("values.yaml: |-\n  ---\n  # ü\n  global:\n    mysql:\n      port: 70000", 17, 15),
    ("values.yaml: |2\n    global:\n      mysql: {port: 70000}", 14, 23),
    ("values.yaml: |\n\n  global:\n    mysql: {port: 70000}\n\nmore: x", 14, 21),
    ("values.yaml: \"global: {mysql: {port: 70000}}\"", 12, 16),
    ("values.yaml: 'global: {mysql: {port: 70000}}'", 12, 16),
    ("values.yaml: >\n  global: {mysql:\n  {port: 70000}}", 12, 16),
  ])
  func findingsAreInsideOfBlocks(_ values: String, _ line: Int, _ column: Int) {
    let findings = located(release(values)).filter { $0.code == "WB2006" }
    #expect(findings.map(\.line) == [line])
    #expect(findings.map(\.column) == [column])
  }

  @Test func syntaxErrorsInBlocksAreLocated() {
    let findings = located(
      release("values.yaml: |\n  global:\n    host: \"https://a.example.com\n    size: small"))
    #expect(findings.contains { $0.code.hasPrefix("WB1") && $0.line > 12 }, "\(findings)")
  }

  @Test func aSecretInABlockIsHidden() {
    let compilation = release(
      "values.yaml: |\n  global:\n    mysql: {prot: 1, password: hunter2}")
    let text = TextRenderer(.findingsOnly).render(
      Findings(compilation.report, detail: .frames))
    #expect(text.contains("WB2061") && !text.contains("hunter2"), "\(text)")
  }

  /// A HelmRelease whose client ID is text that Flux passes on to Helm's parser.
  private func client(_ text: String) -> Compilation {
    Check.compile(
      (
        "release.yaml",
        """
        apiVersion: helm.toolkit.fluxcd.io/v2
        kind: HelmRelease
        metadata: {name: wandb}
        spec:
          chart: {spec: {chart: operator-wandb, version: 0.43.8}}
          valuesFrom: [{kind: ConfigMap, name: a, valuesKey: k, targetPath: global.auth.oidc.clientId}]
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: a}
        data: {k: '\(text.replacing("'", with: "''"))'}

        """
      ))
  }

  /// As Helm 4.1.4 printed them.
  @Test(arguments: [
    ("x\\,y", "x,y"), ("a\\b", "ab"), ("a\\\\b", "a\\b"), ("x\\", "x"), ("x,", "x"), ("x=y", "x=y"),
    ("+5", "5"), ("-0", "0"), ("007", "007"), ("1.50", "1.50"), ("True", "true"),
    ("12345678", "12345678"), ("123456789012345678901", "123456789012345678901"),
    ("\\{x\\,y\\}", "{x,y}"), ("\"012\"", "012"), ("'x\\,y'", "x,y"), ("x,global.size=small", "x"),
  ])
  func textOfSetIsReadAsHelmDoes(_ written: String, _ expected: String) {
    let compilation = client(written)
    #expect(Check.value("global.auth.oidc.clientId", compilation) == expected)
    #expect(!Check.codes(compilation).contains { $0 == "WB3147" || $0 == "WB2014" })
  }

  @Test(arguments: ["x,y", ",x", "x,,", "{x", "{x}b", "{x},,", "'x,y'"])
  func textThatHelmRefusesIsReported(_ written: String) {
    #expect(Check.codes(client(written)).contains("WB3147"))
  }

  /// Helm accepts it, and sets a key that no template reads.
  @Test(arguments: ["mail=m,group=g", "x,app.s3cr3t=y", "{x},y=z"])
  func textThatHelmCutsIsReported(_ written: String) {
    #expect(Check.codes(client(written)) == ["WB2182"])
  }

  /// Of a range, it is the newest release.
  @Test(arguments: [
    ("0.20.0", true), ("\">=0.20.0\"", false), ("0.43.x", false), ("0.20.x", true),
    ("\"~0.20\"", true), ("\"^0.20.0\"", true), ("\">= 0.19.0, < 0.21\"", true), ("\"*\"", false),
    ("\"0.18.0 - 0.20\"", true), ("\"<0.1.0\"", false), ("\"0.19.x || ~0.20.1\"", true),
    ("main", false), ("\">0.20 <=0.21\"", true), ("\"!=0.43.8\"", false),
  ])
  func theVersionOfTheChartIsUsed(_ version: String, _ isOld: Bool) {
    let compilation = Check.compile(
      (
        "application.yaml",
        """
        apiVersion: argoproj.io/v1alpha1
        kind: Application
        spec:
          source:
            repoURL: https://charts.wandb.ai
            chart: operator-wandb
            targetRevision: \(version)
            helm: {valuesObject: {global: {host: "https://a.example.com", size: small}}}

        """
      ))
    #expect(Check.codes(compilation).contains("WB2018") == isOld)
  }
}

/// Values of the chart that operator-wandb replaced.
@Suite struct FormerChartTests {
  /// Most of its keys are also those of the operator's chart, or of operator-wandb.
  @Test func keysOfThePodDoNotMakeThemTheOperators() {
    let compilation = Check.yaml(
      """
      image: {repository: wandb/local}
      resources: {}
      nodeSelector: {}
      tolerations: []
      affinity: {}
      podSecurityContext: {}
      license: eyJhbGciOiJSUzI1NiJ9.eyJleHAiOjQxMDI0NDQ4MDB9.c2ln
      host: https://wandb.example.com
      bucket: s3://wandb-files
      bucketRegion: eu-west-1

      """)
    #expect(Check.codes(compilation) == ["WB2143"])
    #expect(Check.value("global.bucket.region", compilation) == "eu-west-1")
  }

  @Test func aDatabaseWithoutAPasswordHasOneThatIsNotKnown() {
    let compilation = Check.yaml(
      "bucket: s3://a\nbucketRegion: eu-west-1\nmysql: {managed: false, host: db.example.com}\n")
    #expect(Check.value("global.mysql.host", compilation) == "db.example.com")
    #expect(Check.value("global.mysql.user", compilation) == "wandb_local")
    #expect(Check.value("global.mysql.password", compilation) == "unknown:")
  }

  @Test func sectionsThatAreOffAreNotRead() {
    let compilation = Check.yaml(
      "bucket: s3://a\nhost: https://wandb.example.com\nsso: {issuer: https://login.example.com}\n"
        + "ldap: {enabled: false, address: ldap://directory.example.com}\n")
    #expect(Check.value("global.auth.oidc.issuer", compilation) == nil)
    #expect(Check.value("ldap.address", compilation) == nil)
  }
}
