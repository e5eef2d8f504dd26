import ConfigSyntax
import Diagnostics
import TestSupport
import Testing

/// The dialects `compose`, `shell` and `systemd`; `ConformanceTests` asks the programs themselves.
@Suite struct EnvDialectReaderTests {
  private struct Reading {
    let file: SourceFile
    let values: [String]
    let findings: [Diagnostic]
    var codes: [String] { findings.map { "\($0.id.code)@\($0.span.lower)" } }
  }

  private func read(
    _ text: String, _ dialect: EnvDialect, unset: EnvContext.Unset = .unknown
  ) -> Reading {
    var bag = DiagnosticBag()
    let file = SourceFile(name: ".env", text: text)
    let context = EnvContext(
      dialect, unset: unset, environment: { $0 == "FROM_HOST" ? "yes" : nil })
    let document = EnvReader.read(file, FileID(0), context, &bag)
    let values = (document.root?.entries ?? []).map { entry in
      switch entry.value.kind {
      case .scalar(let scalar): "\(entry.key.value)=\(scalar.text)"
      case .unknown(let prefix): "\(entry.key.value)=\(prefix)…"
      default: entry.key.value
      }
    }
    return Reading(file: file, values: values, findings: bag.sorted)
  }

  @Test(arguments: [
    ("A='a b' # c\nexport B=\"x\\ty\"\n", ["A=a b", "B=x\ty"]), ("A: 1\nB = 2\n", ["A=1", "B=2"]),
    ("A=${FROM_HOST:+a}${NOPE-b}$$c\n", ["A=ab$c"]), ("A=1\nB=x$A\n", ["A=1", "B=x1"]),
    ("A=p${NOPE}q\n", ["A=p…"]), ("A=${NOPE:?e}\n", ["A=…"]),
    ("A=\"1\n2\"\nB=3\n", ["A=1\n2", "B=3"]),
    ("FROM_HOST\nNOPE\n", ["FROM_HOST=yes"]), ("A=${B:-${C:-d}}\n", ["A=d"]),
  ])
  func readsWhatComposeReads(_ text: String, _ values: [String]) {
    #expect(read(text, .compose).values == values)
  }

  /// Each value holds the one before it, so that all of them together would be 50 MB.
  @Test(arguments: [EnvDialect.compose, .shell])
  func endsExpansionsWhereLinuxStartsNoProgram(_ dialect: EnvDialect) {
    let lines = (1...10_000).map { "A\($0)=${A\($0 - 1)}-\n" }
    let values = read("A0=x\n" + lines.joined(), dialect).values
    #expect(values.count == 10_001 && values[100] == "A100=x" + String(repeating: "-", count: 100))
    #expect(values.last == "A10000=…")
    #expect(values.reduce(0) { $0 + $1.utf8.count } < 3 << 20)
  }

  @Test(arguments: [
    ("A='a b' B=c\\ d; export C=\"$B\"\n", ["A=a b", "B=c d", "C=c d"]),
    ("A=$(id)x\n", ["A=…"]), ("A=1\nA+=2\n", ["A=12"]), ("set -a\nA=~/x\n", ["A=…"]),
    ("A=$'a\\n'\\''b'\n", ["A=a\n'b"]), ("export FROM_HOST\n", ["FROM_HOST=yes"]),
    ("A=${NOPE:=x}$NOPE\n", ["A=xx"]), ("A=x & B=1\n", ["B=1"]),
  ])
  func readsWhatTheShellReads(_ text: String, _ values: [String]) {
    #expect(read(text, .shell).values == values)
  }

  @Test(arguments: [
    ("; c\nA = \"a\" 'b' c\n", ["A=abc"]), ("A=a\\\nb # c\n", ["A=ab # c"]), ("A=$B\n", ["A=$B"]),
    ("export A=1\nA.B=1\n", []), ("A=\"x\nB=1\n", ["A=x\nB=1\n"]),
  ])
  func readsWhatSystemdReads(_ text: String, _ values: [String]) {
    #expect(read(text, .systemd).values == values)
  }

  @Test(arguments: [
    ("A=${\n", EnvDialect.compose, ["WB1014@0"]), ("A='x\nB=1\n", .compose, ["WB1014@0"]),
    ("A B=1\n", .compose, ["WB1014@0"]), ("HOST", .compose, ["WB1014@0"]),
    ("A/B=1\n", .compose, ["WB1014@1"]), ("A=b c\n", .shell, ["WB1014@4"]),
    ("A = 1\n", .shell, ["WB1014@0"]), ("A=(1)\n", .shell, ["WB1014@2"]),
    ("A=b&c=1\n", .shell, ["WB1026@0"]), ("export A=1\n", .systemd, ["WB1026@0"]),
    ("A\n", .systemd, ["WB1026@0"]), ("A=1\nA=2\n", .shell, ["WB1041@4"]),
    ("A=b\n", .shell, []), ("A=https://a.example:1/x?y=1\n", .compose, []),
  ])
  func reportsWhatHasNoEffect(_ text: String, _ dialect: EnvDialect, _ codes: [String]) {
    #expect(read(text, dialect).codes == codes)
  }

  /// A required variable that is not set stops Compose; it may be set where the file is used.
  @Test func requiresVariablesWhereTheFileIsRead() {
    #expect(read("A=${NOPE:?e}\n", .compose, unset: .empty).codes == ["WB1014@2"])
    #expect(read("A=${NOPE:?e}\n", .compose).codes == ["WB1031@2"])
  }

  /// The text after the fix, and whether it is safe.
  private func fixed(_ text: String, _ dialect: EnvDialect) -> (String, FixIt.Applicability)? {
    let reading = read(text, dialect)
    guard let fix = reading.findings.first?.fixes.first else { return nil }
    var bytes = reading.file.bytes
    for edit in fix.edits.sorted(by: { $0.span.lower > $1.span.lower }) {
      let replacement =
        switch edit.replacement {
        case .text(let text): text
        case .secret(let secret): secret.reveal { $0 }
        }
      bytes.replaceSubrange(edit.span.range, with: replacement.utf8)
    }
    return (String(decoding: bytes, as: UTF8.self), fix.applicability)
  }

  @Test(arguments: [
    ("export A=\"b\" # c\n", EnvDialect.compose, "# c\nA=b\n", FixIt.Applicability.safe),
    ("A = 'b'\n", .systemd, "A=b\n", .safe), ("A='b'\\c\n", .shell, "A=bc\n", .safe),
    ("A=b # c\n", .docker, "# c\nA=b\n", .unsafe),
    ("A=mysql://u:p$w@h/d\n", .docker, "A=mysql://u:p%24w@h/d\n", .unsafe),
    ("A=mysql://u:p\\w@h/d\n", .docker, "A=mysql://u:p%5Cw@h/d\n", .safe),
  ])
  func writesWhatAllReadAlike(
    _ text: String, _ dialect: EnvDialect, _ expected: String, _ applicability: FixIt.Applicability
  ) throws {
    let (result, found) = try #require(fixed(text, dialect))
    #expect(result == expected)
    #expect(found == applicability)
    #expect(read(result, dialect).codes == [])
  }

  @Test(arguments: ["A='b c'\n", "A=\"$B\"\n", "A=\"x\ny\"\n"])
  func offersNothingWithoutSuchASpelling(_ text: String) {
    #expect(fixed(text, .compose) == nil)
  }

  /// Nesting and long texts end in a finding or a value, and take no time that grows with the square.
  @Test(arguments: EnvDialect.allCases)
  func readsHostileText(_ dialect: EnvDialect) {
    let nested = String(repeating: "${A:-", count: 20_000)
    let many = String(repeating: "${A}", count: 20_000)
    for text in [nested, many, nested + String(repeating: "}", count: 20_000)] {
      let reading = read("A=" + text.prefix(60_000) + "\n", dialect)
      #expect(reading.values.count + reading.findings.count > 0)
    }
  }
}
