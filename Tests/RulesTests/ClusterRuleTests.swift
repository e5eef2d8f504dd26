import Diagnostics
import Foundation
import Pipeline
import Settings
import TestSupport
import Testing

/// The borders of the rules about certificates, components and annotations.
///
/// Keycaps mark where a finding begins; a text without them is accepted.
@Suite struct ClusterRuleTests {
  private static func resource(_ values: String) -> String {
    "apiVersion: apps.wandb.com/v1\nkind: WeightsAndBiases\nmetadata: {name: wandb}\n"
      + "spec:\n  values:\n" + values.split(separator: "\n").map { "    \($0)\n" }.joined()
  }

  // MARK: Certificates

  /// The certificates of `fixtures/certificates`, whose keys are gone, as a literal of one line.
  private static func text(_ names: String...) -> String {
    let texts = names.map { name in
      let url = Fixture.project.appending(path: "fixtures/certificates/\(name).pem")
      return (try? String(contentsOf: url, encoding: .utf8)) ?? name
    }
    return "\"" + texts.joined().replacing("\n", with: "\\n") + "\""
  }

  @Test(arguments: [
    "global: {customCACerts: [\(text("authority")), \(text("version-1-authority"))]}\n",
    "global: {mysql: {host: db, caCert: \(text("authority", "second-authority"))}}\n",
    "global:\n  customCACerts: [\(text("authority")), 1️⃣/etc/ssl/ca.pem, 2️⃣8, 3️⃣null, 4️⃣{a: b}]\n",
    "customCACerts: [1️⃣/etc/ssl/ca.pem, \(text("authority"))]\n",
    "global: {redis: {host: c, caCert: 1️⃣\"-----BEGIN CERTIFICATE-----\\nMIIB\\n-----END CERTIFICATE-----\"}}\n",
  ])
  func everyEntryIsACertificate(_ text: String) { expect("WB3020", text) }

  @Test(arguments: [
    "customCACerts: [1️⃣\"-----BEGIN CERTIFICATE-----\\nMIIB\\n-----END CERTIFICATE-----\\n\"]\n",
    "global: {customCACerts: [\(text("authority")), 1️⃣\"-----BEGIN CERTIFICATE-----\\nMIIB\\n-----END CERTIFICATE-----\"]}\n",
  ])
  func damagedEntriesAreSkipped(_ text: String) { expect("WB3265", text) }

  @Test(arguments: [
    "global:\n  customCACerts: [1️⃣\"-----BEGIN CERTIFICATE-----\\nMIIB......fucM\\n\"]\n",
    "customCACerts: [\(text("authority")), 1️⃣\"<CERTIFICATE>\"]\n",
    "ingress:\n  additionalHosts: [a.example.com, 1️⃣<HOST>, ...]\n",
    "ingress:\n  additionalHosts: [a.example.com]\n",
  ])
  func placeholdersInListsAreReportedOnce(_ text: String) { expect("WB2008", text) }

  @Test(arguments: [
    "global: {customCACerts: [\(text("authority")), \(text("second-authority"))]}\n",
    "global: {redis: {host: c, caCert: \(text("authority", "second-authority"))}}\n",
    "global: {customCACerts: [1️⃣\(text("authority", "second-authority"))]}\n",
    "customCACerts: [\(text("authority")), 1️⃣\(text("authority", "authority", "p-224"))]\n",
  ])
  func anEntryHoldsOneCertificate(_ text: String) { expect("WB3029", text) }

  @Test(arguments: [
    "global: {customCACerts: [\(text("version-1-authority"))]}\n",
    "customCACerts: [\(text("authority"))]\n",
    "global: {customCACerts: [1️⃣\(text("server")), 2️⃣\(text("nameless-server"))]}\n",
    "global: {mysql: {host: db, caCert: 1️⃣\(text("authority", "server"))}}\n",
    "customCACerts: [1️⃣\(text("server"))]\n",
  ])
  func authoritiesMaySign(_ text: String) { expect("WB3030", text) }

  @Test(arguments: [
    "global: {customCACerts: [\(text("rsa-2048")), \(text("p-224"))]}\n",
    "customCACerts: [\(text("rsa-2048"))]\n",
    "global: {customCACerts: [1️⃣\(text("rsa-1024")), 2️⃣\(text("p-192"))]}\n",
    "global: {redis: {host: c, caCert: 1️⃣\(text("authority", "rsa-1024"))}}\n",
  ])
  func keysAreLongEnough(_ text: String) { expect("WB3031", text) }

  /// `expiring` ends at 1796428800, which is 2026-12-05; 30 days before is 1793836800.
  @Test(arguments: [
    ("", "WB3032", 1_793_836_799),
    ("1️⃣", "WB3032", 1_793_836_801), ("1️⃣", "WB3032", 1_796_428_799),
    ("1️⃣", "WB3020", 1_796_428_802),
  ])
  func authoritiesEndInMoreThanAMonth(_ mark: String, _ code: String, _ time: Int64) {
    expect(code, "global: {customCACerts: [\(mark)\(Self.text("expiring"))]}\n", at: time)
    expect(code, "customCACerts: [\(mark)\(Self.text("expiring"))]\n", at: time)
    let bundle = Self.text("expiring", "authority")
    expect(code, "global: {mysql: {host: db, caCert: \(bundle)}}\n", at: time)
  }

  // MARK: Custom resources

  @Test(arguments: [
    "global: {mysql: {host: db, password: 1️⃣secret}}\n",
    "global: {mysql: {host: db, password: {valueFrom: {secretKeyRef: {name: a, key: b}}}}}\n",
    "global: {mysql: {host: db, passwordSecret: {name: a}}}\n",
    "global: {extraEnv: {GORILLA_EMAIL_SINK: \"smtp://u:1️⃣p@mail:587\"}}\n",
    "global: {extraEnv: {GORILLA_SUPPORTED_FILE_STORES: \"s3://a,s3://b\"}}\n",
    "global: {extraEnv: {GORILLA_SUPPORTED_FILE_STORES: 1️⃣\"s3://a,s3://k:s@h:1/b?tls=true&region=us-east-1\"}}\n",
    "app: {env: {GORILLA_SESSION_KEY: 1️⃣secret}}\n",
    "app: {env: {GORILLA_SESSION_KEY: {valueFrom: {secretKeyRef: {name: a, key: b}}}}}\n",
  ])
  func customResourcesHoldNoSecrets(_ values: String) {
    expect("WB3035", Self.resource(values))
  }

  @Test func placeholdersAreNotSecret() {
    let text = Self.resource("global: {license: <LICENSE>}\n")
    #expect(Check.codes(Check.yaml(text)) == ["WB2008"])
  }

  /// A composite is read again with every layer that touches it; where it was written counts.
  @Test func secretsOfOtherLayersAreNotTheResources() {
    let keys = "global: {bucket: {provider: s3, name: abc, accessKey: k, secretKey: s}}\n"
    let name = Self.resource("global: {bucket: {name: bcd}}\n")
    #expect(Check.codes(Check.compile(("a.yaml", keys), ("b.yaml", name))) == [])
    let other = "global: {bucket: {name: bcd}}\n"
    let codes = Check.codes(Check.compile(("a.yaml", Self.resource(keys)), ("b.yaml", other)))
    #expect(codes == ["WB3035", "WB3035"])
  }

  @Test func listsOfResourcesAreAppended() {
    let list = "global:\n  customCACerts: 1️⃣[\(Self.text("authority"))]\n"
    expect("WB3053", Self.resource(list))
    expect("WB3053", list.replacing("1️⃣", with: ""))
    expect("WB3053", Self.resource("global:\n  caCertsConfigMap: wandb\n"))
    let plain = Self.resource(list.replacing("1️⃣", with: ""))
    #expect(Check.codes(Check.compile(("a.yaml", plain), ("b.yaml", plain))).count == 2)
  }

  @Test(arguments: [
    "ingress: {tls: 1️⃣[{secretName: a, hosts: [w.example.com]}], additionalHosts: []}\n",
    "console: {imagePullSecrets: 1️⃣[{name: a}], services: []}\n",
    "app: {tolerations: 1️⃣[{key: a}], containers: {app: {args: 2️⃣[a], ports: 3️⃣[{name: a}]}}}\n",
    "app: {volumes: 1️⃣[{name: a, secret: {items: [{key: b}]}}]}\n",
  ])
  func listsAtAnyPathAreAppended(_ values: String) {
    expect("WB3053", Self.resource("global: {host: \"https://w.example.com\"}\n" + values))
  }

  @Test func listsOfUnknownKeysAreReportedOnce() {
    #expect(Check.codes(Check.yaml(Self.resource("app: {zebra: [a]}\n"))) == ["WB2004"])
    #expect(Check.codes(Check.yaml(Self.resource("global: {size: [a]}\n"))) == ["WB2024"])
  }

  @Test(arguments: [
    "global: {size: 1️⃣{a: b}}\n", "global: {extraEnv: 1️⃣text}\n", "global: {mysql: 1️⃣db}\n",
    "ingress: {annotations: 1️⃣\"\", tls: 2️⃣\"\"}\n", "app: {tolerations: 1️⃣{a: b}}\n",
    "app: {nodeSelector: 1️⃣\"\", priorityClassName: 2️⃣{a: b}}\n",
  ])
  func kindsOfAResourceAreTheCharts(_ values: String) { expect("WB2024", Self.resource(values)) }

  @Test(arguments: [
    "global: {mysql: {host: db, password: {valueFrom: {secretKeyRef: {name: a, key: b}}}}}\n",
    "ingress: {annotations: {}, tls: []}\n",
  ])
  func kindsThatTheChartAcceptsDoNotConflict(_ values: String) {
    expect("WB2024", Self.resource(values))
  }

  /// Helm itself takes empty text for an empty list or mapping.
  @Test func kindsOfHelmValuesAreTypes() {
    #expect(Check.codes(Check.yaml("ingress: {annotations: \"\", class: {a: b}}\n")) == ["WB2005"])
  }

  // MARK: Components

  @Test(arguments: [
    "app: {podSecurityContext: {runAsUser: 100000, runAsGroup: 0, runAsNonRoot: true}}\n",
    "app: {podSecurityContext: {runAsUser: 999}}\nfrontend: {podSecurityContext: {runAsUser: 101}}\n",
    "app: {install: false, podSecurityContext: {runAsUser: 0}}\n",
    "app: {podSecurityContext: {runAsUser: 1️⃣0, runAsGroup: 2️⃣999, runAsNonRoot: 3️⃣false}}\n",
    "parquet: {podSecurityContext: {runAsUser: 1️⃣99999}}\n",
    "app: {podSecurityContext: {runAsUser: 1️⃣101}}\n",
    "app: {securityContext: {runAsUser: 100000, runAsGroup: 0, runAsNonRoot: true}}\n",
    "app: {securityContext: {runAsUser: 1️⃣0, runAsGroup: 2️⃣1, runAsNonRoot: 3️⃣false}}\n",
    "app: {container: {securityContext: {runAsUser: 1️⃣1000}}}\n",
    "weave: {containers: {weave: {securityContext: {runAsGroup: 1️⃣999}}}}\n",
    "app: {install: false, securityContext: {runAsUser: 0}}\n",
    "app: {securityContext: {runAsUser: 99999999999999999999, runAsGroup: x, runAsNonRoot: 1}}\n",
  ])
  func usersAndGroupsAreTheImages(_ text: String) { expect("WB3036", text) }

  @Test(arguments: [
    "app: {serviceAccount: {name: a}}\nparquet: {serviceAccount: {name: b}}\n",
    "app: {serviceAccount: {name: a, create: false}}\nparquet: {serviceAccount: {name: a}}\n",
    "app: {serviceAccount: {name: a}}\nparquet: {install: false, serviceAccount: {name: a}}\n",
    "app: {serviceAccount: {name: a}}\nclickhouseMigrationJob: {serviceAccount: {name: a}}\n",
    "parquet: {serviceAccount: {name: a}}\napp: {serviceAccount: {name: 1️⃣a, create: true}}\n",
    "app: {serviceAccount: {name: a}}\napi: {serviceAccount: {name: 1️⃣a}}\nglue: {serviceAccount: {name: 2️⃣a}}\n",
  ])
  func accountsAreMadeOnce(_ text: String) { expect("WB3050", text) }

  @Test(arguments: [
    "app: {serviceAccount: {create: true}}\n", "app: {serviceAccount: {create: false, name: a}}\n",
    "lumen-agent: {serviceAccount: {create: false}}\n",
    "app: {serviceAccount: {create: 1️⃣false}}\n",
    "weave-trace: {serviceAccount: {create: 1️⃣false, name: \"\"}}\n",
  ])
  func accountsHaveNames(_ text: String) { expect("WB3054", text) }

  @Test(arguments: [
    "global: {mysql: {host: db.example.com}}\nmysql: {install: false}\n",
    "mysql: {install: true}\n", "global: {redis: {host: cache.example.com}}\n",
    "global: {mysql: {host: wandb-mysql}}\nmysql: {install: true}\n",
    "global: {mysql: {host: wandb-mysql.default.svc.cluster.local}}\nmysql: {install: true}\n",
    "global: {redis: {host: 10.0.0.9}}\nredis: {install: 1️⃣true}\n",
    "global: {clickhouse: {host: a.clickhouse.cloud}}\nclickhouse: {install: 1️⃣true}\n",
    "global: {mysql: {host: {valueFrom: {secretKeyRef: {name: a, key: b}}}}}\nmysql: {install: 1️⃣true}\n",
  ])
  func bundledServicesAreUsed(_ text: String) { expect("WB3051", text) }

  @Test func aVariableNamesAnExternalServiceToo() {
    let text = """
      global: {extraEnv: {MYSQL: "mysql://u:p@mysql.example.com/wandb"}}
      mysql: {install: true}

      """
    #expect(Check.codes(Check.yaml(text)) == ["WB3056", "WB3051"])
  }

  // MARK: Annotations

  @Test(arguments: [
    "ingress: {annotations: {a: \"0\", b: text, c: 64m, d: 1.2.3}}\n",
    "app: {serviceAccount: {annotations: {a: \"true\"}}}\n",
    "ingress: {annotations: {a: 1️⃣0, b: 2️⃣true, c: null, d: 3️⃣[1], e: 4️⃣{f: g}, h: 5️⃣1.5}}\n",
    "ingress: {secondary: {annotations: {a: 1️⃣true}}}\n",
    "parquet: {serviceAccount: {annotations: {a: 1️⃣1000}}}\n",
  ])
  func annotationsAreText(_ text: String) { expect("WB3038", text) }

  @Test(arguments: [("0", "\"0\""), ("true", "\"true\""), ("!!int 8", nil)])
  func plainAnnotationsAreQuoted(_ value: String, _ fixed: String?) throws {
    let found = Check.yaml("ingress: {annotations: {a: \(value)}}\n").report.findings
    let fix = try #require(found.first).fixes.first
    guard case .text(let text)? = fix?.edits.first?.replacement else {
      #expect(fixed == nil)
      return
    }
    #expect(text == fixed)
    #expect(fix?.applicability == .safe)
  }

  @Test(arguments: ["0", "10m", "10M", "1g", "10240k", "10485760", "64MB", "99999999999999999999"])
  func bodiesOfTenMegabytesPass(_ size: String) {
    for key in ["nginx.ingress.kubernetes.io/proxy-body-size", "nginx.org/client-max-body-size"] {
      expect("WB3039", "ingress: {annotations: {\(key): \"\(size)\"}}\n")
    }
  }

  @Test(arguments: ["9m", "1k", "10239k", "10485759", "1"])
  func smallerBodiesAreReported(_ size: String) {
    for key in ["nginx.ingress.kubernetes.io/proxy-body-size", "nginx.org/client-max-body-size"] {
      expect("WB3039", "ingress: {annotations: {\(key): 1️⃣\"\(size)\"}}\n")
      expect("WB3039", "ingress: {secondary: {annotations: {\(key): 1️⃣\"\(size)\"}}}\n")
    }
  }

  @Test(arguments: [
    ("eks.amazonaws.com/role-arn", "arn:aws-us-gov:iam::123456789012:role/path/wandb", true),
    ("eks.amazonaws.com/role-arn", "arn:aws:iam::123456789012:role/wandb", true),
    ("eks.amazonaws.com/role-arn", "arn:aws:iam::12345678901:role/wandb", false),
    ("eks.amazonaws.com/role-arn", "arn:aws:iam::123456789012:user/wandb", false),
    ("iam.gke.io/gcp-service-account", "wandb@project-1.iam.gserviceaccount.com", true),
    ("iam.gke.io/gcp-service-account", "1-compute@developer.gserviceaccount.com", true),
    ("iam.gke.io/gcp-service-account", "wandb@project-1", false),
    ("iam.gke.io/gcp-service-account", "wandb", false),
    ("azure.workload.identity/client-id", "0a1b2c3d-0000-4000-8000-00000000000F", true),
    ("azure.workload.identity/client-id", "0a1b2c3d", false),
    ("example.com/role", "anything", true), ("eks.amazonaws.com/role-arn", "", true),
  ])
  func cloudAnnotationsNameIdentities(_ key: String, _ value: String, _ isGood: Bool) {
    let mark = isGood ? "" : "1️⃣"
    expect("WB3055", "app: {serviceAccount: {annotations: {\(key): \(mark)\"\(value)\"}}}\n")
  }
}
