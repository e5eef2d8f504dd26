import ConfigSyntax
import Diagnostics
import Generators
import TestSupport
import Testing

/// Values files; `ConformanceTests` compares with terraform itself.
@Suite struct HCLReaderTests {
  private struct Read {
    let file: TfvarsFile
    let findings: [String]
    let source: SourceFile

    /// The variables as JSON-like text.
    var values: [String] { file.assignments.map { "\($0.name.value)=\(show($0.value))" } }

    private func show(_ value: HCLValue) -> String {
      switch value.kind {
      case .null: "null"
      case .bool(let value): "\(value)"
      case .number(let number): number.text
      case .string(let text): text.debugDescription
      case .list(let elements): "[" + elements.map(show).joined(separator: ",") + "]"
      case .object(let object):
        "{" + object.members.map { "\($0.key.value):\(show($0.value))" }.joined(separator: ",")
          + "}"
      case .unknown(let prefix): "unknown(\(prefix))"
      }
    }
  }

  /// Reads, and checks what must hold of every input: spans are inside the file, and whatever has no
  /// value was reported.
  private func read(_ text: String) -> Read {
    let source = SourceFile(name: "x.tfvars", text: text)
    var bag = DiagnosticBag()
    let file = TfvarsReader.read(source, FileID(0), &bag)
    for assignment in file.assignments {
      expectSpans(assignment.value, inside: source.bytes.count)
    }
    for finding in bag.sorted { #expect(Int(finding.span.upper) <= source.bytes.count) }
    for span in file.damage { #expect(Int(span.upper) <= source.bytes.count) }
    #expect(bag.hasErrors || file.damage.isEmpty, "\(text.debugDescription)")
    return Read(
      file: file, findings: bag.sorted.map { "\($0.id.code)@\($0.span.lower)" }, source: source)
  }

  private func expectSpans(_ value: HCLValue, inside count: Int) {
    #expect(value.span.lower <= value.span.upper && Int(value.span.upper) <= count)
    switch value.kind {
    case .list(let elements):
      for element in elements { expectSpans(element, inside: count) }
    case .object(let object):
      for member in object.members { expectSpans(member.value, inside: count) }
    default: break
    }
  }

  @Test(arguments: [
    ("a = 017\n", "a=17"), ("a = 1e3\n", "a=1000"),
    ("a = 12345678901234567890123\n", "a=12345678901234567890123"),
    ("a = 0.1 + 0.2\n", "a=0.3"), ("a = -7 % 3\n", "a=-1"), ("a = 7 / 2\n", "a=3.5"),
    ("a = \"$${x} %%{y} \\u00e9\"\n", "a=\"${x} %{y} é\""), ("a = \"e\u{301}\"\n", "a=\"é\""),
    ("a = <<-EOT\n    x\n      y\n  EOT\n", "a=\"x\\n  y\\n\""),
    ("a = [1, # c\n 2,]\n", "a=[1,2]"),
    ("a = {x = 1, \"y.z\" : 2\n (\"w\") = 3}\n", "a={x:1,y.z:2,w:3}"),
    ("a = \"${1}\"\n", "a=1"), ("a = \"x${true ? 1 : \"b\"}\"\n", "a=\"x1\""),
    ("a = [for k, v in {b = 1, a = 2}: \"${k}${v}\" if v > 0]\n", "a=[\"a2\",\"b1\"]"),
    ("a = {for x in [\"a\", \"a\"]: x => 1...}\n", "a={a:[1,1]}"),
    ("a = [{x = 1}, {x = 2}][*].x\n", "a=[1,2]"),
    ("a = \"%{ for x in [1, 2] ~} ${x} %{~ endfor }\"\n", "a=\"12\""),
    ("a = true ? [1] : [\"b\"]\n", "a=[\"1\"]"),
  ])
  func readsWhatTerraformReads(_ text: String, _ expected: String) {
    let read = read(text)
    #expect(read.values == [expected])
    #expect(read.findings == [])
  }

  @Test(arguments: [
    ("a = 1️⃣\"x\nb = 2\nc = 3\n", "WB1017", ["b", "c"]),
    ("a = [1️⃣\"x,\n  \"y\"\n]\nb = 2\n", "WB1017", ["b"]),
    ("a = [1, 2\n1️⃣b = 2\nc = 3\n", "WB1016", ["b", "c"]),
    ("a = {\n  x = 1️⃣@\n  y = {z = 1}\n}\nb = 2\n", "WB1016", ["b"]),
    ("a = 1 1️⃣b = 2\nc = 3\n", "WB1016", ["c"]),
    ("a = 1️⃣\"${\"x\"}\nb = 2\n", "WB1017", ["b"]),
    ("b = 2\na = <<1️⃣EOT\nx\n", "WB1017", ["b"]),
    ("a = \"1️⃣\\d\"\nb = 2\n", "WB1018", ["b"]),
    ("a = 1️⃣1.2.3\nb = 2\n", "WB1018", ["b"]),
    ("a = 1️⃣b\nb = 2\n", "WB1019", ["b"]), ("a = 1️⃣f(1)\nb = 2\n", "WB1019", ["b"]),
    ("a = [1][1️⃣1]\nb = 2\n", "WB1020", ["b"]), ("1️⃣a {\n  c = 1\n}\nb = 2\n", "WB1021", ["b"]),
    ("a = 1️⃣\u{201C}x\u{201D}\nb = 2\n", "WB1016", ["b"]), ("b = 1\n1️⃣b = 2\n", "WB1006", ["b"]),
    ("b = {x = 1, 1️⃣x = 2}\n", "WB1041", ["b"]), ("a = 1\u{A0}\n1️⃣", "", []),
  ])
  func reportsOnceAndGoesOn(_ marked: String, _ code: String, _ names: [String]) throws {
    let source = MarkedSource(marked)
    let read = read(source.text)
    #expect(read.findings.count == 1, "\(read.findings)")
    if !code.isEmpty {
      #expect(read.findings.first == "\(code)@\(source.offsets["1️⃣"] ?? -1)")
    }
    let found = read.file.assignments.map(\.name.value)
    for name in names { #expect(found.contains(name)) }
  }

  @Test func keepsTheSpansOfKeysAndValues() throws {
    let source = MarkedSource("1️⃣a = {\n  2️⃣x = 3️⃣[\"y\"]4️⃣\n}\n")
    let assignment = try #require(read(source.text).file.assignments.first)
    #expect(Int(assignment.name.span.lower) == source.offsets["1️⃣"])
    guard case .object(let object) = assignment.value.kind, let member = object.members.first else {
      Issue.record("no object")
      return
    }
    #expect(Int(member.key.span.lower) == source.offsets["2️⃣"])
    #expect(member.value.span.range.lowerBound == source.offsets["3️⃣"])
    #expect(member.value.span.range.upperBound == source.offsets["4️⃣"])
    #expect(read(source.text).file.document.root?.descendant(["a", "x"]) != nil)
  }

  // MARK: Hostile input

  @Test(arguments: [
    String(repeating: "[", count: 50_000), String(repeating: "{a=", count: 50_000),
    String(repeating: "(", count: 50_000), String(repeating: "\"${", count: 5_000),
    String(repeating: "-", count: 50_000), String(repeating: "!", count: 50_000),
    String(repeating: "[", count: 50_000) + String(repeating: "]", count: 50_000),
    String(repeating: "\"${", count: 5_000) + String(repeating: "}\"", count: 5_000),
    "x" + String(repeating: "[*]", count: 50_000),
    String(repeating: "true ? 1 : ", count: 50_000) + "1",
    String(repeating: "[for x in ", count: 50_000), String(repeating: "f(", count: 50_000),
    "\"" + String(repeating: "%{ if true }", count: 50_000),
  ])
  func depthIsRefusedOnce(_ value: String) {
    let read = read("a = " + value + "\nb = 1\n")
    #expect(read.findings.count == 1, "\(read.findings.prefix(3))")
  }

  @Test func nestedBlocksAreRefusedOnce() {
    let findings = read(String(repeating: "a {\n", count: 50_000)).findings
    #expect(findings.map { $0.prefix(6) } == ["WB1009"])
  }

  @Test func longChainsCostNoDepth() {
    let sum = Array(repeating: "1", count: 50_000).joined(separator: " + ")
    #expect(read("a = \(sum)\n").values == ["a=50000"])
    let index = "[[1]]" + String(repeating: "[0]", count: 2)
    #expect(read("a = \(index)\n").values == ["a=1"])
  }

  @Test func loopsInLoopsAreBounded() {
    let list = "[" + Array(repeating: "1", count: 400).joined(separator: ",") + "]"
    let text = "a = [for a in \(list): [for b in \(list): [for c in \(list): 1]]]\n"
    #expect(read(text).findings.map { $0.prefix(6) } == ["WB1043"])
  }

  @Test func reportsAtMostTwentySyntaxErrors() {
    #expect(read(String(repeating: "a = \"x\n", count: 100)).findings.count == 20)
    #expect(read("a = \"\u{0}\"\n").findings == [])
    var bag = DiagnosticBag()
    _ = TfvarsReader.read(
      SourceFile(name: "x", bytes: Array("a = \"".utf8) + [0xFF, 0x22]), FileID(0), &bag)
    #expect(bag.sorted.map(\.id.code) == ["WB1001"])
  }

  @Test func readsOrReportsWhatIsLeftWithoutAByteOrTheEnd() {
    let text =
      "a = {b = [1, \"t${1 + 2}w\"], \"c\" : <<-EOT\n  x ${~ 1 ~} y\n  EOT\n}\n/* c */ d = [for x in [1]: x][0].e\n"
      + "f \"g\" h {\n  i = j.k[*].l(m...)\n}\nn = \"%{ if true }\\u00e9%{ else }o%{ endif }\" # p\n"
    let bytes = Array(text.utf8)
    for index in bytes.indices {
      var shorter = bytes
      shorter.remove(at: index)
      for rest in [shorter, Array(bytes[..<max(1, index)])] {
        let read = read(String(decoding: rest, as: UTF8.self))
        #expect(!read.file.assignments.isEmpty || !read.findings.isEmpty, "byte \(index)")
      }
    }
  }

  @Test func readsOrReportsRandomText() {
    var generator = SeededGenerator(1)
    let pieces = [
      "a", " = ", "\n", "{", "}", "[", "]", "(", ")", "\"", "${", "%{", "~}", "<<EOT\n", "EOT\n",
      "<<-E\n",
      "E\n", "for ", "in ", "if ", ": ", "=>", "...", ",", ".", "*", "#", "/*", "*/", "//", "1",
      "1.5", "\\", "é",
      "\u{A0}", "\r\n", "\r", "? ", "==", "-", "!", "endif", "else", "null", "b \"c\" {", "::",
    ]
    for _ in 0..<4000 {
      let count = Int(generator.next() % 30)
      let text = (0..<count).map { _ in generator.pick(pieces) }.joined()
      let (first, second) = (read(text), read(text))
      #expect(first.findings == second.findings)
      #expect(first.values == second.values)
    }
  }
}
