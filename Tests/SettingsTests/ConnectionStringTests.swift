import Diagnostics
import Generators
import Pipeline
import Settings
import TestSupport
import Testing

@Suite struct ConnectionStringTests {
  /// Scheme, user, password, host, port, path and query.
  @Test(arguments: [
    ("mysql://u:p@h:1/d?a=b", ["mysql", "u", "p", "h", "1", "d", "a=b"]),
    ("mysql://u:p@ss@h/d", ["mysql", "u", "p@ss", "h", "-", "d", ""]),
    ("mysql://u:p/w@h/d", ["mysql", "u", "p/w", "h", "-", "d", ""]),
    ("redis://:p@h:6379", ["redis", "", "p", "h", "6379", "", ""]),
    ("redis://h", ["redis", "-", "-", "h", "-", "", ""]),
    ("redis://u@h", ["redis", "u", "-", "h", "-", "", ""]),
    ("mysql://[::1]:3306/d", ["mysql", "-", "-", "[::1]", "3306", "d", ""]),
    ("s3://h:9000/b/x@y", ["s3", "-", "-", "h", "9000", "b/x@y", ""]),
    ("s3://h/b?a=1?b=2&c", ["s3", "-", "-", "h", "-", "b", "a=1,b=2,c="]),
    ("s3://b?", ["s3", "-", "-", "b", "-", "", ""]),
  ])
  func splitsIntoPieces(_ text: String, _ expected: [String]) throws {
    let span = SourceSpan(FileID(0), 0, text.utf8.count)
    let source = SourceText(text, at: span, in: SourceFile(name: "f", text: text))
    let url = try #require(ConnectionString(source))
    let query = url.query.map { "\($0.key.text)=\($0.value.text)" }.joined(separator: ",")
    let pieces = [
      url.scheme.text, url.user?.text ?? "-", url.password?.text ?? "-", url.host.text,
      url.port?.text ?? "-", url.path.text, query,
    ]
    #expect(pieces == expected)
  }

  @Test(arguments: ["", "mysql", "://h", "mysql:/h", "a b://c", "wandb:pw@h:3306/d"])
  func refusesWhatHasNoScheme(_ text: String) {
    let span = SourceSpan(FileID(0), 0, text.utf8.count)
    #expect(ConnectionString(SourceText(text, at: span)) == nil)
  }

  /// A finding inside a URL stands at its piece, in quotes as well.
  @Test func findingsAreAtThePiece() {
    let source = MarkedSource("MYSQL=mysql://u:p@h:1️⃣70000/d\n")
    #expect(Check.findings(Check.env(source.text)) == ["WB2006@\(source.offsets["1️⃣"] ?? -1)"])
    let yaml = MarkedSource(
      "global:\n  extraEnv:\n    GORILLA_EMAIL_SINK: \"smtp://h:1️⃣70000\"\n")
    #expect(Check.findings(Check.yaml(yaml.text)) == ["WB2006@\(yaml.offsets["1️⃣"] ?? -1)"])
  }

  @Test func percentEncodingGivesEveryTextBack() {
    var generator = SeededGenerator(7)
    for _ in 0..<500 {
      let text = String(
        (0..<12).compactMap { _ in
          UnicodeScalar(UInt32(generator.next() % 0x3000 + 1)).map(Character.init)
        })
      let encoded = PercentEncoding.encode(text)
      #expect(PercentEncoding.decode(encoded) == text)
      #expect(PercentEncoding.firstRefused(in: encoded, .user) == nil)
      let mended = PercentEncoding.encodeRefused(text, .password)
      #expect(PercentEncoding.firstRefused(in: mended, .password) == nil)
      let minimal = PercentEncoding.encodeMinimally(text, .user)
      #expect(PercentEncoding.firstRefused(in: minimal, .user) == nil)
      #expect(PercentEncoding.decode(minimal) == text)
    }
    #expect(PercentEncoding.decode("%zz") == nil)
    #expect(PercentEncoding.decode("%ff") == nil)
    #expect(PercentEncoding.firstRefused(in: "100%", .password) == 3)
  }

  /// Go, `net/url`: what user information may contain as it is.
  @Test func acceptsWhatGoAccepts() {
    let raw = "azAZ09!$&'()*+,-.;=@_~"
    #expect(PercentEncoding.firstRefused(in: raw, .user) == nil)
    #expect(PercentEncoding.firstRefused(in: raw + ":%2F", .password) == nil)
    for character in " \"#/<>?[\\]^`{|}é\n" {
      #expect(PercentEncoding.firstRefused(in: "a\(character)", .password) == 1)
    }
    #expect(PercentEncoding.firstRefused(in: "a:", .user) == 1)
    #expect(PercentEncoding.encodeRefused("a/%41é%", .password) == "a%2F%41%C3%A9%25")
  }
}

@Suite struct ShellVariableTests {
  @Test(arguments: [
    ("${DB_PASSWORD}", "DB_PASSWORD"), ("a-${x:-y}b", "x"), ("$DB_PASSWORD", "DB_PASSWORD"),
    ("$PASSWORD", "PASSWORD"),
  ])
  func recognizes(_ text: String, _ name: String) { #expect(ShellVariable.name(in: text) == name) }

  @Test(arguments: [
    "$ecret", "$A1B2C3", "a$B_C", "${", "${}", "${1}", "${a", "$(X)", "$AB", "$$X_Y",
  ])
  func leavesAlone(_ text: String) { #expect(ShellVariable.name(in: text) == nil) }
}

@Suite struct PlaceholderTests {
  @Test(arguments: [
    "<HOST_URI>", "https://<HOST_URI>", "eyJhb...GfQ", "eyJ…x", "xxxx", "xxxxxxxx-xxxx", "changeme",
    "YOUR-KEY", "http://YOUR-W&B-SERVER-IP", "SOME_PASSWORD", "REDACTED", "<redacted>",
  ])
  func recognizes(_ text: String) { #expect(Placeholder.matches(text)) }

  @Test(arguments: [
    "a<b>c", "x", "xx", "../path", "...", "your-company.example.com", "redacted-db", "a.b.c",
    "1<2>1",
    "p@<x", "changemenot", "exxxxit", "<>", "<1>",
  ])
  func leavesAlone(_ text: String) { #expect(!Placeholder.matches(text)) }
}
