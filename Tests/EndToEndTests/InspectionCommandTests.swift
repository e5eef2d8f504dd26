import Foundation
import TestSupport
import Testing

/// Commands that show what inputs and the reference contain: `explain`, `diff`, `parse`, the lists.
@Suite struct InspectionCommandTests {
  @Test func listingsAndSchemasAreJSON() async throws {
    let folder = try TemporaryFolder()
    for arguments in [
      ["settings", "--format", "json"], ["rules", "--format", "json"],
      ["targets", "--format", "json"], ["schema"], ["schema", "--surface", "operator"],
      ["schema", "--surface", "environment"], ["schema", "--surface", "settings"],
    ] {
      let outcome = try await Tool.run(arguments, in: folder.url)
      #expect(outcome.status == 0, "\(arguments)")
      #expect(throws: Never.self) {
        try JSONSerialization.jsonObject(with: Data(outcome.stdout.utf8))
      }
    }
    let settings = try await Tool.run(["settings"], in: folder.url)
    #expect(settings.stdout.split(separator: "\n").contains { $0.hasPrefix("global.host ") })
  }

  @Test func listsAndExplains() async throws {
    #expect(try await Tool.run(["rules"]).stdout.contains("  second-question-mark  "))
    #expect(
      try await Tool.run(["rules", "--format", "json"]).stdout.contains("\"code\": \"WB3004\""))
    #expect(try await Tool.run(["targets"]).stdout.contains("s3-cors-xml"))
    #expect(try await Tool.run(["explain", "wb3004"]).stdout.contains("second-question-mark"))
    #expect(try await Tool.run(["explain", "MYSQL"]).stdout.contains("global.mysql.port"))
    #expect(try await Tool.run(["explain", "HOST"]).stdout.hasPrefix("global.host\n"))
  }

  @Test func explainListsTheSettingsOfASection() async throws {
    let folder = try TemporaryFolder()
    let outcome = try await Tool.run(["explain", "global.mysql"], in: folder.url)
    #expect(outcome.stdout.contains("global.mysql.host  "))
    let wrong = try await Tool.run(["explain", "mysql.port"], in: folder.url)
    #expect(wrong.stderr.contains("did you mean `global.mysql.port`?"))
    #expect(wrong.status == 2)
  }

  @Test func explainSaysThatAnInputIsUnreadable() async throws {
    let folder = try TemporaryFolder([
      "a.yaml": "global: {host: [\n", "b.yaml": "ingress: {install: true}\n",
    ])
    let broken = try await Tool.run(["explain", "global.mysql.port", "a.yaml"], in: folder.url)
    #expect(broken.status == 1)
    #expect(broken.stdout.hasPrefix("global.mysql.port\n"))
    #expect(broken.stderr.hasPrefix("error: an input can't be read in full"), "\(broken)")
    let whole = try await Tool.run(["explain", "ingress.nameOverride", "b.yaml"], in: folder.url)
    #expect(whole.status == 0 && whole.stderr.isEmpty, "\(whole)")
    #expect(whole.stdout.contains("\ndefault  \"\"  chart "), "\(whole)")
  }

  @Test func explainShowsThatALayerRemovesAMapping() async throws {
    let folder = try TemporaryFolder([
      "a.yaml": "app: {extraEnv: {X: 1}}\n", "b.yaml": "app: null\n",
    ])
    let outcome = try await Tool.run(
      ["explain", "app.extraEnv.X", "a.yaml", "b.yaml"], in: folder.url)
    #expect(outcome.stdout.contains("\nset to    null  b.yaml:1:6   app\n"), "\(outcome)")
    #expect(
      outcome.stdout.contains("\noverrode  1     a.yaml:1:21  app.extraEnv.X\n"), "\(outcome)")
  }

  /// Every layer, from the one in effect down to the chart's default, and a component's own.
  @Test func explainShowsTheChainOfLayers() async throws {
    let folder = try TemporaryFolder([
      "a.yaml": "global:\n  auth: {sessionLengthHours: 24}\n",
      "b.yaml":
        "global:\n  auth: {sessionLengthHours: 48}\napp:\n  env: {SESSION_LENGTH: \"72h\"}\n",
    ])
    let outcome = try await Tool.run(
      [
        "explain", "global.auth.sessionLengthHours", "a.yaml", "b.yaml", "--set",
        "global.auth.sessionLengthHours=96h",
      ], in: folder.url)
    let lines = outcome.stdout.split(separator: "\n").suffix(5)
      .map { $0.split(separator: " ").prefix(3).joined(separator: " ") }
    #expect(
      lines == [
        "set to 96h", "overrode 48 b.yaml:2:30", "overrode 24 a.yaml:2:30", "default 720 chart",
        "in app \"72h\"",
      ], "\(outcome)")
  }

  @Test func explainShowsWhatASizeSets() async throws {
    let folder = try TemporaryFolder([
      "a.yaml": "global: {size: medium}\n",
      "b.yaml": "global: {size: medium}\napi: {resources: {limits: {cpu: 8}}}\n",
    ])
    let path = "api.resources.limits.cpu"
    let byDefault = try await Tool.run(["explain", path, "a.yaml"], in: folder.url)
    #expect(byDefault.stdout.contains("\ndefault  6  chart 0.43.8  size medium\n"), "\(byDefault)")
    let own = try await Tool.run(["explain", path, "b.yaml"], in: folder.url)
    let set = own.stdout.split(separator: "\n").first { $0.hasPrefix("set to") }
    #expect(
      set?.split(separator: " ").joined(separator: " ") == "set to 8 b.yaml:2:33 \(path)",
      "\(own)")
  }

  @Test func explainShowsWhatAComponentOverrides() async throws {
    let folder = try TemporaryFolder([
      "values.yaml":
        "global:\n  auth: {oidc: {clientId: a}}\napp:\n  env: {OIDC_CLIENT_ID: b}\n"
    ])
    let outcome = try await Tool.run(
      ["explain", "global.auth.oidc.clientId", "values.yaml"], in: folder.url)
    #expect(outcome.stdout.contains("set to  a  values.yaml:2:27"))
    #expect(outcome.stdout.contains("in app  b  values.yaml:4:25"))
  }

  @Test func diffShowsWhatOneSideLacks() async throws {
    let folder = try TemporaryFolder([
      "a.env": "HOST=https://w.example.com\nREDIS=redis://r\n",
      "b.env": "HOST=https://w.example.com\nREDIS=redis://r?tls=true\nMYSQL=mysql://u:p@h/d\n",
    ])
    let outcome = try await Tool.run(["diff", "a.env", "b.env"], in: folder.url)
    #expect(outcome.status == 1)
    #expect(outcome.stdout.contains("+ global.mysql.host: h\n"))
    #expect(outcome.stdout.contains("+ global.mysql.password: •••\n"))
    #expect(outcome.stdout.contains("+ global.redis.params.tls: true\n"))
  }

  @Test func diffComparesMeaning() async throws {
    let folder = try TemporaryFolder([
      "a.yaml": "global:\n  mysql: {host: db, port: 3306, user: u, password: p%40}\n",
      "b.env": "MYSQL=mysql://u:p%40@db:3306\n", "c.env": "MYSQL=mysql://u:other@db:3307\n",
    ])
    let same = try await Tool.run(["diff", "a.yaml", "b.env"], in: folder.url)
    #expect(same.status == 0)
    #expect(same.stdout == "")
    let other = try await Tool.run(["diff", "b.env", "c.env"], in: folder.url)
    #expect(other.status == 1)
    #expect(
      other.stdout == "~ global.mysql.port: 3306 -> 3307\n~ global.mysql.password: ••• -> •••\n")
    #expect(try await Tool.run(["diff", "b.env", "b.env"], in: folder.url).status == 0)
  }

  @Test func parsePrintsElementsOfXML() async throws {
    let text = "<A><B>1</B><C><D/></C><B>x &amp; y</B></A>\n"
    let folder = try TemporaryFolder(["a.xml": text, "b.xml": "<A>&</A>", "c": "\n <A/>"])
    let read = try await Tool.run(["parse", "a.xml"], in: folder.url)
    #expect(read.stdout == "{\"A\":{\"B\":[\"1\",\"x & y\"],\"C\":{\"D\":\"\"}}}\n")
    #expect(try await Tool.run(["parse", "c"], in: folder.url).stdout == "{\"A\":\"\"}\n")
    let attribute = try await Tool.run(
      ["parse", "-", "--input-format", "xml"], input: "<a x=\"1\"><b y=\"2\">t</b></a>")
    #expect(attribute.stdout == "{\"a\":{\"@x\":\"1\",\"b\":{\"@y\":\"2\",\"#text\":\"t\"}}}\n")
    let raw = try await Tool.run(["parse", "b.xml"], in: folder.url)
    #expect(raw.status == 1 && raw.stdout.isEmpty && raw.stderr.contains("WB1024"))
    let named = try await Tool.run(["parse", "-", "--input-format", "xml"], input: text)
    #expect(named.stdout == read.stdout)
  }

  @Test func parsePrintsADocumentALine() async throws {
    let folder = try TemporaryFolder([
      "a.yaml": "a: no\nb: 012\n---\n- 1\n", "b.env": "A=\"1\"\nB\n", "c.yaml": "a: 1\na: 2\n",
    ])
    let yaml = try await Tool.run(["parse", "a.yaml"], in: folder.url)
    #expect(yaml.stdout == "{\"a\":false,\"b\":10}\n[1]\n")
    #expect(yaml.stderr.contains("WB1012"))
    #expect(
      try await Tool.run(["parse", "b.env"], in: folder.url).stdout == "{\"A\":\"\\\"1\\\"\"}\n")
    let twice = try await Tool.run(["parse", "c.yaml"], in: folder.url)
    #expect(
      twice.status == 0 && twice.stdout == "{\"a\":2}\n" && twice.stderr.contains("warning[WB1006]")
    )
  }
}
