import Pipeline
import TestSupport
import Testing

/// What two configurations say alike is no difference.
@Suite struct ComparisonTests {
  @Test func defaultPortsAreNotReported() {
    let values = Check.yaml(
      """
      global:
        host: https://w.example.com
        mysql: {host: h, port: 3306, database: d, user: u, password: p}
        redis: {host: r, port: 6379}

      """)
    let variables = Check.env(
      "HOST=https://w.example.com:443\nMYSQL=mysql://u:p@h/d\nREDIS=redis://r\n")
    #expect(Comparison(values, variables).text == "")
    #expect(Comparison(variables, values).text == "")
  }

  @Test(arguments: [
    ("HOST=https://w.example.com\n", "HOST=https://w.example.com:80\n", "global.host"),
    ("HOST=http://w.example.com\n", "HOST=http://w.example.com:443\n", "global.host"),
    ("REDIS=redis://r\n", "REDIS=redis://r:6380\n", "global.redis.port"),
    ("MYSQL=mysql://u:p@h/d\n", "MYSQL=mysql://u:p@h:3307/d\n", "global.mysql.port"),
  ])
  func otherPortsAreDifferences(_ left: String, _ right: String, _ name: String) {
    #expect(Comparison(Check.env(left), Check.env(right)).differences.map(\.name) == [name])
  }

  @Test func slashesInABucketsAddressAreDifferences() {
    let (left, right) = (Check.env("BUCKET=s3://files/x/\n"), Check.env("BUCKET=s3://files/x\n"))
    #expect(Comparison(left, right).text == "- bucket.address: files/x/\n")
    let values = "global: {bucket: {provider: s3, name: files, path: x/}}\n"
    #expect(Comparison(left, Check.yaml(values)).text == "")
  }

  /// Without the field, the operator detaches the data from the resource.
  @Test func whatBecomesOfTheDataIsCompared() {
    func resource(_ policy: String) -> Compilation {
      Check.yaml(
        """
        apiVersion: apps.wandb.com/v2
        kind: WeightsAndBiases
        metadata: {name: wandb}
        spec:
          wandb: {version: 0.78.0, hostname: "https://w.example.com"}
        \(policy)

        """)
    }
    let purge = resource("  retentionPolicy: {onDelete: purge}")
    let detach = resource("  retentionPolicy: {onDelete: detach}")
    #expect(
      Comparison(detach, purge).text
        == "~ spec.retentionPolicy.onDelete: \"detach\" -> \"purge\"\n")
    #expect(Comparison(resource(""), detach).text == "")
    #expect(
      Comparison(resource(""), purge).text == "+ spec.retentionPolicy.onDelete: \"purge\"\n")
  }

  @Test func namesOfUsersAreShown() {
    func users(_ left: String, _ right: String) -> String {
      Comparison(Check.env(left), Check.env(right)).text
    }
    #expect(
      users("MYSQL=mysql://ann:secret1@h/d\n", "MYSQL=mysql://bob:secret1@h/d\n")
        == "~ global.mysql.user: ann -> bob\n")
    // Alone, it may be a password without its colon.
    #expect(
      users("REDIS=redis://secret1@h\n", "REDIS=redis://secret2@h\n")
        == "~ redis.user: ••• -> •••\n")
  }

  /// A Secret's text may be secret whatever its key is, but not a flag or one of a few words.
  @Test func wordsInASecretAreShown() {
    func resource(_ data: String) -> Compilation {
      Check.yaml(
        """
        apiVersion: apps.wandb.com/v2
        kind: WeightsAndBiases
        metadata: {name: wandb}
        spec:
          objectStore:
            default:
              externalObjectStore:
                provider: {name: store, key: provider}
                bucket: {name: store, key: bucket}
                forcePathStyle: {name: store, key: forcePathStyle}
        ---
        apiVersion: v1
        kind: Secret
        metadata: {name: store}
        stringData: {\(data)}

        """)
    }
    let left = resource("provider: s3, bucket: files, forcePathStyle: \"true\"")
    let right = resource("provider: s3, bucket: others, forcePathStyle: \"false\"")
    #expect(
      Comparison(left, right).text
        == "~ global.bucket.name: ••• -> •••\n~ bucket.forcePathStyle: true -> false\n")
    let wrong = resource("provider: s3, bucket: files, forcePathStyle: S3cr3tKey")
    #expect(Comparison(left, wrong).text == "~ bucket.forcePathStyle: true -> •••\n")
  }

  @Test func sectionsWithoutKeysSayNothing() {
    let head = "apiVersion: apps.wandb.com/v1\nkind: WeightsAndBiases\nmetadata: {name: wandb}\n"
    let values = "values: {global: {host: https://w.example.com}, ingress: {labels: {}}}"
    let chart = "chart: {name: operator-wandb}"
    let bare = Check.yaml(head + "spec: {\(values)}\n")
    let pinned = Check.yaml(head + "spec: {\(chart), \(values)}\n")
    let line = "spec.chart.name: \"operator-wandb\"\n"
    #expect(Comparison(pinned, bare).text == "- \(line)")
    #expect(Comparison(bare, pinned).text == "+ \(line)")
    #expect(Comparison(bare, Check.yaml("global: {host: https://w.example.com}\n")).text == "")
  }

  @Test func defaultsOfTheChartSayNothingInValues() {
    let bare = Check.yaml("global: {host: https://w.example.com}\n")
    let written = Check.yaml(
      """
      global:
        host: https://w.example.com
        size: small
        mysql: {port: 3306, user: wandb}
        auth: {sessionLengthHours: 720}
        operator: {namespace: default}
      mysql: {install: false, persistence: {size: 20Gi}}
      redis: {install: true}
      ingress: {tls: []}

      """)
    #expect(Comparison(bare, written).text == "")
    #expect(Comparison(written, bare).text == "")
  }

  @Test(arguments: [
    ("mysql: {install: true}", "mysql.install"), ("global: {size: medium}", "global.size"),
    ("mysql: {persistence: {size: 21Gi}}", "mysql.persistence.size"),
    // A template is not compared, as what it gives is not known.
    (
      "global: {clickhouse: {host: '{{ .Release.Name }}-clickhouse-headless'}}",
      "global.clickhouse.host"
    ),
  ])
  func otherValuesThanDefaultsAreDifferences(_ values: String, _ name: String) {
    let bare = Check.yaml("ingress: {class: nginx}\n")
    let written = Check.yaml("ingress: {class: nginx}\n\(values)\n")
    #expect(Comparison(bare, written).differences.map(\.name) == [name])
  }

  @Test func defaultsAreThoseOfTheReleaseThatDoesNotWriteThem() {
    func resource(_ release: String, _ values: String) -> Compilation {
      Check.yaml(
        """
        apiVersion: apps.wandb.com/v1
        kind: WeightsAndBiases
        metadata: {name: wandb}
        spec: {chart: {version: \(release)}, values: {\(values)}}

        """)
    }
    let install = "mysql: {install: true}"
    let host = "ingress: {class: nginx}"
    let old = Comparison(resource("0.13.11", host), resource("0.13.11", "\(host), \(install)"))
    #expect(old.text == "")
    let new = Comparison(resource("0.13.12", host), resource("0.13.12", "\(host), \(install)"))
    #expect(new.differences.map(\.name) == ["mysql.install"])
  }

  @Test func anEnvFileHasNoDefaultsOfTheChart() {
    let variables = Check.env("MYSQL=mysql://u:p@h/wandb_local\n")
    let values = Check.yaml("global: {mysql: {host: h, user: u, password: p}}\n")
    let written = Check.yaml(
      "global: {mysql: {host: h, user: u, password: p, database: wandb_local}}\n")
    // The chart supplies the database that the URL names.
    #expect(Comparison(variables, values).text == "")
    #expect(Comparison(variables, written).text == "")
    let unnamed = Comparison(Check.env("MYSQL=mysql://u:p@h\n"), written)
    #expect(unnamed.differences.map(\.name) == ["global.mysql.database"])
  }

  @Test func anEmptyTextIsNotADefault() {
    let emptied = Check.yaml("global: {host: https://w.example.com, size: ''}\n")
    let written = Check.yaml("global: {host: https://w.example.com, size: small}\n")
    #expect(Comparison(emptied, written).differences.map(\.name) == ["global.size"])
  }
}
