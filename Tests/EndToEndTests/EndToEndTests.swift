import Foundation
import TestSupport
import Testing

@Suite struct EndToEndTests {
  private static let good =
    "global:\n  host: https://wandb.example.com\n  bucket: {provider: s3, name: files}\n"

  private func folder(_ files: [String: String]) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for (name, text) in files { try folder.write(text, name) }
    return folder
  }

  @Test func validateReportsThatNothingIsWrong() async throws {
    let folder = try folder(["values.yaml": Self.good])
    let outcome = try await Tool.run(["validate", "values.yaml"], in: folder.url)
    #expect(outcome.status == 0)
    #expect(outcome.stdout == "no problems in 1 file\n")
    #expect(outcome.stderr == "")
  }

  @Test func listingsAndSchemasAreJSON() async throws {
    let folder = try folder([:])
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

  @Test func diffShowsWhatOneSideLacks() async throws {
    let folder = try folder([
      "a.env": "HOST=https://w.example.com\nREDIS=redis://r\n",
      "b.env": "HOST=https://w.example.com\nREDIS=redis://r?tls=true\nMYSQL=mysql://u:p@h/d\n",
    ])
    let outcome = try await Tool.run(["diff", "a.env", "b.env"], in: folder.url)
    #expect(outcome.status == 1)
    #expect(outcome.stdout.contains("+ global.mysql.host: h\n"))
    #expect(outcome.stdout.contains("+ global.mysql.password: •••\n"))
    #expect(outcome.stdout.contains("+ global.redis.params.tls: true\n"))
  }

  @Test func explainListsTheSettingsOfASection() async throws {
    let folder = try folder([:])
    let outcome = try await Tool.run(["explain", "global.mysql"], in: folder.url)
    #expect(outcome.stdout.contains("global.mysql.host  "))
    let wrong = try await Tool.run(["explain", "mysql.port"], in: folder.url)
    #expect(wrong.stderr.contains("did you mean `global.mysql.port`?"))
  }

  @Test func explainShowsWhatAComponentOverrides() async throws {
    let folder = try folder([
      "values.yaml":
        "global:\n  auth: {oidc: {clientId: a}}\napp:\n  env: {OIDC_CLIENT_ID: b}\n"
    ])
    let outcome = try await Tool.run(
      ["explain", "global.auth.oidc.clientId", "values.yaml"], in: folder.url)
    #expect(outcome.stdout.contains("set to  a  values.yaml:2:27"))
    #expect(outcome.stdout.contains("in app  b  values.yaml:4:25"))
  }

  /// Every bad input: exit 1, a place, and nothing written.
  @Test(arguments: [
    ("values.yaml", Array("global: \"x\n".utf8), "values.yaml:1:9: error[WB1003]"),
    ("values.yaml", [0x61, 0x3A, 0x20, 0xFF, 0xFE, 0x00], "values.yaml:1:4: error[WB1001]"),
    ("values.yaml", [0x7F, 0x45, 0x4C, 0x46, 0x02, 0x01, 0x00], "values.yaml:1:1: error[WB1001]"),
    ("values.yaml", Array("# nothing\n".utf8), "values.yaml:1:1: error[WB2001]"),
    ("values.yaml", [], "values.yaml:1:1: error[WB2001]"),
    ("wandb.env", Array("A B=1\n".utf8), "wandb.env:1:1: error[WB1014]"),
    (
      "values.yaml",
      Array(
        "global: {host: \"https://w\"}\n---\napiVersion: apps.wandb.com/v1\nkind: WeightsAndBiases\n"
          .utf8),
      "values.yaml:3:1: error[WB2002]"
    ),
    ("values.yaml", Array("- a\n".utf8), "values.yaml:1:1: error[WB2003]"),
    ("cors.xml", Array("<Other/>\n".utf8), "cors.xml:1:2: error[WB2003]"),
    ("cors.xml", Array("<a></b>\n".utf8), "cors.xml:1:6: error[WB1022]"),
  ])
  func badInputHasAPlaceAndWritesNothing(
    _ name: String, _ bytes: [UInt8], _ line: String
  ) async throws {
    let folder = try TemporaryFolder()
    try folder.write(bytes, name)
    let found = try await Tool.run(["validate", name, "--format", "concise"], in: folder.url)
    #expect(found.status == 1)
    #expect(found.stdout.hasPrefix(line), "\(found.stdout)")
    let render = try await Tool.run(
      ["render", name, "--target", "helm", "-o", "out"], in: folder.url)
    #expect(render.status == 1)
    #expect(render.stdout == "")
    #expect(!FileManager.default.fileExists(atPath: folder.url.appending(path: "out").path))
  }

  /// Nothing can be converted from a document that is not read: it would be lost silently.
  @Test(arguments: [
    (
      "a.yaml", "apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: wandb}\nspec: {}\n", "WB2003"
    ),
    ("a.yaml", "wandb: {global: {host: \"https://w.example.net\"}}\n", "WB2033"),
    ("a.yaml", "# nothing\n", "WB2001"), ("a.yaml", "- a\n", "WB2003"),
    (
      "cors.json",
      #"[{"AllowedMethods": ["GET", "HEAD", "PUT"], "AllowedOrigins": ["https://w.example.net"], "#
        + #""AllowedHeaders": ["*"], "ExposeHeaders": ["ETag"]}]"# + "\n",
      "WB2001"
    ),
  ])
  func convertsNothingFromUnreadInputs(
    _ name: String, _ text: String, _ code: String
  ) async throws {
    let folder = try folder([name: text])
    for words in [
      ["convert", name, "--to", "operator"], ["render", name, "--target", "operator"],
    ] {
      let found = try await Tool.run(words, in: folder.url)
      #expect(found.status == 1)
      #expect(found.stdout == "")
      #expect(found.stderr.contains("error[\(code)]"), "\(found.stderr)")
    }
  }

  @Test func aLargeFileIsRefusedByItsSize() async throws {
    let folder = try TemporaryFolder()
    let url = folder.url.appending(path: "big.yaml")
    try Data().write(to: url)
    let handle = try FileHandle(forWritingTo: url)
    try handle.truncate(atOffset: 64 * 1024 * 1024 + 1)
    try handle.close()
    let outcome = try await Tool.run(
      ["validate", "big.yaml", "--format", "concise"], in: folder.url)
    #expect(outcome.status == 1)
    #expect(outcome.stdout.hasPrefix("big.yaml:1:1: error[WB1013]"))
    let small = try await Tool.run(
      ["validate", "-", "--max-bytes", "5"], input: Self.good, in: folder.url)
    #expect(small.status == 1)
  }

  @Test(arguments: [
    ["validate", "missing.yaml"], ["validate"], ["validate", "--nope"], ["nope"],
    ["render", "values.yaml"], ["render", "values.yaml", "--target", "nope"],
    ["render", "values.yaml", "--target", "helm", "--target", "operator"],
    ["render", "values.yaml", "--target", "terraform-helm"],
    ["render", "values.yaml", "--target", "terraform", "--target", "tfvars", "-o", "out"],
    ["explain", "WB9999"], ["diff", "values.yaml"],
    ["validate", "values.yaml", "--format", "yaml"],
    ["validate", "values.yaml", "--set", "x"], ["validate", "missing.tf"], ["parse", "."],
    ["validate", "values.yaml", "--set", "global.host=env:NOT_THERE"],
  ])
  func wrongUsageIsStatusTwo(_ arguments: [String]) async throws {
    let folder = try folder(["values.yaml": Self.good, "main.tf": "", "b.yaml": "{}"])
    let outcome = try await Tool.run(arguments, in: folder.url)
    #expect(outcome.status == 2, "\(outcome)")
    #expect(outcome.stdout == "")
    #expect(!outcome.stderr.isEmpty)
  }

  /// A link to itself: root could read a file without permissions.
  @Test func anUnreadableFileIsStatusTwo() async throws {
    let folder = try folder([:])
    let path = folder.url.appending(path: "values.yaml").path
    try FileManager.default.createSymbolicLink(
      atPath: path, withDestinationPath: "values.yaml")
    let outcome = try await Tool.run(["validate", "values.yaml"], in: folder.url)
    #expect(outcome.status == 2)
    #expect(outcome.stdout == "")
    #expect(outcome.stderr.contains("values.yaml"), "\(outcome)")
  }

  @Test(arguments: [["--help"], ["validate", "--help"], ["--version"], ["render", "-h"]])
  func helpGoesToStandardOutput(_ arguments: [String]) async throws {
    let outcome = try await Tool.run(arguments)
    #expect(outcome.status == 0)
    #expect(!outcome.stdout.isEmpty)
    #expect(outcome.stderr == "")
  }

  @Test func rendersFilesOnceAndChecksThem() async throws {
    let folder = try folder(["values.yaml": Self.good + "  mysql: {host: db, password: hunter2}\n"])
    let arguments = [
      "render", "values.yaml", "--target", "helm", "--target", "s3-cors-xml", "-o", "out",
    ]
    let first = try await Tool.run(arguments, in: folder.url)
    #expect(first.status == 0)
    #expect(first.stdout.contains("wrote out/values.yaml (holds secrets, mode 0600)"))
    #expect(try folder.mode("out/values.yaml") == 0o600)
    #expect(try folder.mode("out/s3-cors.xml") & 0o044 == 0o044)
    let second = try await Tool.run(arguments, in: folder.url)
    #expect(second.stdout.contains("unchanged out/values.yaml"))
    #expect(try await Tool.run(arguments + ["--check"], in: folder.url).status == 0)

    try folder.write(
      (folder.read("out/values.yaml") ?? "").replacing("hunter2", with: "hunter3")
        .replacing("host: db", with: "host: other"), "out/values.yaml")
    let drift = try await Tool.run(arguments + ["--check"], in: folder.url)
    #expect(drift.status == 1)
    #expect(drift.stdout.contains("-    host: other\n+    host: db\n"))
    #expect(!drift.stdout.contains("hunter"))
    try FileManager.default.removeItem(at: folder.url.appending(path: "out/s3-cors.xml"))
    let missing = try await Tool.run(arguments + ["--check"], in: folder.url)
    #expect(missing.stdout.contains("missing: out/s3-cors.xml"))
  }

  @Test func neverWritesThroughALinkThatLeavesTheFolder() async throws {
    let folder = try folder(["values.yaml": Self.good, "precious": "keep"])
    try FileManager.default.createDirectory(
      at: folder.url.appending(path: "out"), withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: folder.url.appending(path: "out/values.yaml").path, withDestinationPath: "../precious"
    )
    let outcome = try await Tool.run(
      ["render", "values.yaml", "--target", "helm", "-o", "out"], in: folder.url)
    #expect(outcome.status == 2)
    #expect(folder.read("precious") == "keep")
  }

  @Test func readsStandardInputUnderItsName() async throws {
    let env = try await Tool.run(
      ["validate", "-", "--stdin-filename", "x.env", "--format", "concise"], input: "HOST=w\n")
    #expect(env.stdout.hasPrefix("x.env:1:6: error[WB3015]"))
    let guessed = try await Tool.run(["validate", "-", "--format", "concise"], input: "HOST=w\n")
    #expect(guessed.stdout.hasPrefix("<stdin>:1:6: error[WB3015]"))
  }

  @Test func layersEnvironmentAndSet() async throws {
    let folder = try folder(["values.yaml": Self.good, "pw": "p@ss\n"])
    let outcome = try await Tool.run(
      [
        "explain", "global.host", "values.yaml", "--env", "--set",
        "global.host=https://c.example.com",
      ], environment: ["HOST": "https://b.example.com"], in: folder.url)
    #expect(outcome.status == 0)
    let rows = outcome.stdout.split(separator: "\n").suffix(3).map {
      $0.split(separator: " ").joined(separator: " ")
    }
    #expect(
      rows == [
        "set to https://c.example.com --set:1:13 --set global.host",
        "overrode https://b.example.com <environment>:1:6 HOST",
        "overrode https://wandb.example.com values.yaml:2:9 global.host",
      ])
    let secret = try await Tool.run(
      [
        "render", "values.yaml", "--set", "global.mysql.host=db", "--set",
        "global.mysql.password=@pw", "--target", "docker-env",
      ],
      in: folder.url)
    #expect(secret.stdout.contains("MYSQL=mysql://:p%40ss@db\n"))
  }

  @Test func directoriesAreLayersInLexicalOrder() async throws {
    let folder = try folder([
      "a.yaml": Self.good, "b.env": "HOST=https://b.example.com\n", "notes.txt": "x",
    ])
    let outcome = try await Tool.run(["explain", "global.host", "."], in: folder.url)
    #expect(outcome.stdout.contains("set to    https://b.example.com"))
  }

  @Test func formatsGoWhereTheyAreSent() async throws {
    let folder = try folder(["values.yaml": "global:\n  host: w\n"])
    let outcome = try await Tool.run(
      ["validate", "values.yaml", "--format", "json", "--format", "concise=found.txt"],
      in: folder.url)
    #expect(outcome.status == 1)
    #expect(outcome.stdout.contains("\"code\": \"WB3015\""))
    #expect(folder.read("found.txt")?.hasPrefix("values.yaml:2:9: error[WB3015]") == true)
    let quiet = try await Tool.run(
      ["validate", "values.yaml", "--quiet", "--max-errors", "0"], in: folder.url)
    #expect(quiet.stdout == "" && quiet.status == 1)
    let colored = try await Tool.run(
      ["validate", "values.yaml", "--color", "always"], environment: ["NO_COLOR": "1"],
      in: folder.url)
    #expect(colored.stdout.contains("\u{1B}["))
    #expect(
      try await !Tool.run(["validate", "values.yaml"], in: folder.url).stdout.contains("\u{1B}["))
  }

  /// A finding suggests the variable of a secret; what was typed instead is as secret.
  @Test func aMistypedSecretVariableIsSecretEverywhere() async throws {
    let folder = try folder([
      "wandb.env": "GORILLA_SESSION_KEEY=hunter2\n", "b.env": "HOST=https://w.example.com\n",
    ])
    for arguments in [
      ["validate", "wandb.env"], ["diff", "wandb.env", "b.env"],
      ["render", "wandb.env", "--target", "docker-env", "--secrets", "redact"],
      ["render", "wandb.env", "--target", "helm", "--secrets", "redact"],
    ] {
      let outcome = try await Tool.run(arguments, in: folder.url)
      #expect(!(outcome.stdout + outcome.stderr).contains("hunter2"), "\(arguments)")
    }
    _ = try await Tool.run(
      ["render", "wandb.env", "--target", "docker-env", "-o", "out"], in: folder.url)
    #expect(folder.read("out/wandb.env") == "GORILLA_SESSION_KEEY=hunter2\n")
    #expect(try folder.mode("out/wandb.env") == 0o600)
  }

  @Test func strictMakesWarningsErrors() async throws {
    let folder = try folder(["values.yaml": "global:\n  host: https://<HOST>\n"])
    #expect(try await Tool.run(["validate", "values.yaml"], in: folder.url).status == 0)
    #expect(
      try await Tool.run(["validate", "values.yaml", "--strict"], in: folder.url).status == 1)
  }

  @Test func parsePrintsElementsOfXML() async throws {
    let text = "<A><B>1</B><C><D/></C><B>x &amp; y</B></A>\n"
    let folder = try folder(["a.xml": text, "b.xml": "<A>&</A>", "c": "\n <A/>"])
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
    let folder = try folder([
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

  @Test func diffComparesMeaning() async throws {
    let folder = try folder([
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

  @Test func listsAndExplains() async throws {
    #expect(try await Tool.run(["rules"]).stdout.contains("  second-question-mark  "))
    #expect(
      try await Tool.run(["rules", "--format", "json"]).stdout.contains("\"code\": \"WB3004\""))
    #expect(try await Tool.run(["targets"]).stdout.contains("s3-cors-xml"))
    #expect(try await Tool.run(["explain", "wb3004"]).stdout.contains("second-question-mark"))
    #expect(try await Tool.run(["explain", "MYSQL"]).stdout.contains("global.mysql.port"))
    #expect(try await Tool.run(["explain", "HOST"]).stdout.hasPrefix("global.host\n"))
  }

  /// The canary of every secret appears in no output but artifacts.
  @Test(arguments: [
    "global:\n  license: hunter2\n  mysql: {host: db, password: hunter2@, user: u}\n",
    "global:\n  mysql:\n    host: db\n    password: \"hunter2\n  redis: {password: hunter2}\n",
    "global:\n  redis: {host: c, port: 0, password: 'hunter2/'}\n  extraEnv: {BUCKET: \"s3://k:hunter2@h/b\"}\n",
    "global:\n  extraEnv: {MYSQL: \"mysql2://u:hunter2@h/b\", PRIVATE_KEY: [hunter2]}\n  host: https://u:hunter2@x/y\n",
    "global:\n  mysql: {host: \"u:hunter2@db\"}\n  bucket: {name: \"s3://k:hunter2@x\"}\n",
    "global:\n  mysql: {pasword: hunter2, pw: hunter2}\n  licence: hunter2\n",
    "global:\n  mysql: {host: db, password: hunter2}\n  mysql: {host: db, password: hunter2}\n",
    "global:\n  mysql:\n    password hunter2\n",
    "global:\n  mysql:\n    password: \"abc\n    hunter2\n    port: \"3306\"\n",
    "global:\n  mysql: {host: db}\n  license: *hunter2\n",
    "global:\n  bucket: {provider: \"s3://AK:hunter2@minio:9000/b\", name: b}\n",
    "global:\n  extraEnv: {BUCKET: \"s3://AK:hunter2\", MYSQL: \"mysql://wandb:hunter2host:3306/w\"}\n",
    "global:\n  extraEnv: {MYSQL: \"mysql://u:p@h:x/w?password=hunter2\"}\n",
    "global:\n  bucket: {provider: s3, name: \"m:9\", path: \"b?secret=hunter2\"}\n  license: !hunter2 x\n",
    "app:\n  env:\n    PASSWORD: 0123\n    SECRET: no\n  password hunter2\n",
    "global:\n  size: \"mysql://u:hunter2@h\"\n  extraEnv: {BUCKET: \"az://:hunter2==\"}\n",
    "global:\n  extraEnv: {MYSQL_PASWORD: hunter2, SLACK_SECERT: hunter2, LDAP_BINDPW: hunter2}\n",
  ])
  func secretsAppearInNoFinding(_ text: String) async throws {
    let folder = try folder(["values.yaml": text, "other.yaml": "global: {host: \"https://w\"}\n"])
    for arguments in [
      ["validate", "values.yaml"], ["validate", "values.yaml", "--format", "json"],
      ["validate", "values.yaml", "--format", "concise"], ["diff", "values.yaml", "other.yaml"],
      ["explain", "global.mysql.password", "values.yaml"],
      ["explain", "global.mysql.host", "values.yaml"],
      ["explain", "global.host", "values.yaml"],
    ] {
      let outcome = try await Tool.run(arguments, in: folder.url)
      #expect(
        !(outcome.stdout + outcome.stderr).contains("hunter2"), "\(arguments): \(outcome.stdout)")
      #expect(!outcome.stdout.contains("0123"))
    }
  }
}
