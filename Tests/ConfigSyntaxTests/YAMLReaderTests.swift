import ConfigSyntax
import Diagnostics
import Generators
import TestSupport
import Testing

@Suite struct YAMLReaderTests {
  /// libyaml compares each directive with all before it, so only the first thousands are read.
  @Test func readsTextWithThousandsOfDirectives() {
    var bag = DiagnosticBag()
    let head = (0..<5_000).map { "%TAG !e\($0)! tag:e\($0).example.com,2000:\n" }.joined()
    let file = SourceFile(name: "a.yaml", text: head + "---\na: !e7!x 1\n")
    let documents = YAMLReader.read(file, FileID(0), &bag)
    #expect(bag.sorted.isEmpty)
    #expect(documents.first?.root?["a"]?.scalar?.text == "1")
  }

  struct Read {
    let documents: [ConfigDocument]
    let findings: [String]
    let bytes: [UInt8]
  }

  /// Reads, and checks what must hold of every input: spans are inside the file, and whatever did not
  /// parse was reported.
  private func read(_ text: String) -> Read {
    let file = SourceFile(name: "f.yaml", text: text)
    var bag = DiagnosticBag()
    let documents = YAMLReader.read(file, FileID(0), &bag)
    for document in documents {
      if let root = document.root { expectSpans(root, inside: file.bytes.count) }
    }
    for diagnostic in bag.sorted {
      #expect(Int(diagnostic.span.upper) <= file.bytes.count)
    }
    #expect(bag.hasErrors || !documents.contains(where: \.isDamaged), "\(text.debugDescription)")
    return Read(
      documents: documents, findings: bag.sorted.map { "\($0.id.code)@\($0.span.lower)" },
      bytes: file.bytes)
  }

  private func expectSpans(_ node: ConfigNode, inside count: Int) {
    #expect(node.span.lower <= node.span.upper && Int(node.span.upper) <= count)
    switch node.kind {
    case .mapping(let entries):
      for entry in entries {
        expectSpans(entry.value, inside: count)
      }
    case .sequence(let elements):
      for element in elements { expectSpans(element, inside: count) }
    case .scalar, .damaged, .unknown: break
    }
  }

  private func text(_ node: ConfigNode?, _ bytes: [UInt8]) -> String? {
    node.map { String(decoding: bytes[$0.span.range], as: UTF8.self) }
  }

  @Test(arguments: [
    ("a: 1️⃣b2️⃣\n", ["a"]), ("é: 1️⃣\"ü\"2️⃣ # c\n", ["é"]),
    ("a:\n  b: 1️⃣'x'2️⃣\n", ["a", "b"]), ("\u{FEFF}漢: 1️⃣字2️⃣\r\n", ["漢"]),
    ("a: 1️⃣|\n  x\n  y2️⃣\n\nb: 1\n", ["a"]), ("a: 1️⃣{b: c}2️⃣\n", ["a"]),
    ("a: 1️⃣[1,\n 2]2️⃣\n", ["a"]), ("a:\n  1️⃣b: 1\n  c: 22️⃣\n", ["a"]),
    ("a: &x !!str 1️⃣12️⃣\n", ["a"]), ("a: !!str\n  &x 1️⃣\"b\"2️⃣\n", ["a"]),
    ("a: &x\n  1️⃣b: 12️⃣\n", ["a"]), ("a: &x 1️⃣{b: 1}2️⃣\n", ["a"]),
  ])
  func keepsTheSpanOfEveryValue(_ marked: String, _ path: [String]) throws {
    let source = MarkedSource(marked)
    let read = read(source.text)
    let node = try #require(read.documents.first?.root?.descendant(path))
    #expect(node.span.range.lowerBound == source.offsets["1️⃣"])
    #expect(node.span.range.upperBound == source.offsets["2️⃣"])
  }

  @Test func reportsBothSpansOfDuplicateKey() throws {
    let source = MarkedSource("1️⃣a: 1\nb: 2\n2️⃣a: 3\n")
    var bag = DiagnosticBag()
    let documents = YAMLReader.read(SourceFile(name: "f", text: source.text), FileID(0), &bag)
    let finding = try #require(bag.sorted.first)
    #expect(finding.id == SyntaxProblem.duplicateKey)
    #expect(Int(finding.span.lower) == source.offsets["2️⃣"])
    #expect(finding.related.map { Int($0.span.lower) } == [source.offsets["1️⃣"]])
    #expect(documents.first?.root?["a"]?.scalar?.text == "3")
  }

  @Test func aliasKnowsItsSpanAndThatOfItsAnchor() throws {
    let source = MarkedSource("a: &x 1️⃣v\nb: 2️⃣*x\n")
    let node = try #require(read(source.text).documents.first?.root?["b"])
    #expect(node.scalar?.text == "v")
    #expect(node.via.map { Int($0.lower) } == [source.offsets["2️⃣"]])
    #expect(node.span.range.lowerBound == source.offsets["1️⃣"])
  }

  @Test func mergeKeyKnowsTheAliasAndIsOverridden() throws {
    let read = read("base: &b {x: 1, z: 2}\nc:\n  <<: *b\n  z: 3\n")
    let c = try #require(read.documents.first?.root?["c"])
    #expect(c["x"]?.scalar?.text == "1")
    #expect(c["x"]?.via.isEmpty == false)
    #expect(c["z"]?.scalar?.text == "3")
    #expect(read.findings == [])
  }

  /// Each damaged region is reported once, and what surrounds it is read.
  @Test(arguments: [
    ("a: 1️⃣\"x\nb: 2\nc: 3\n", "WB1003", ["b", "c"]),
    ("a: 1️⃣\"x\nb: \"y\"\nc: 3\n", "WB1003", ["b", "c"]),
    ("a: 1\n1️⃣b\nc: 3\n", "WB1002", ["a", "c"]),
    ("a: 1️⃣[1, 2\nb: 2\nc: 3\n", "WB1005", ["b", "c"]),
    ("a:\n  b: 1\n 1️⃣ c: 2\n\td: 4\ne: 5\n", "WB1004", ["e"]),
    ("a: 1️⃣@x\nb: 2\n", "WB1002", ["b"]),
    ("a: x1️⃣: y\nb: 2\n", "WB1002", ["b"]),
    ("a: 'it'1️⃣s'\nb: 2\n", "WB1002", ["a", "b"]),
    ("- a\n- 1️⃣\"b\n- c\n", "WB1003", []),
  ])
  func resumesAfterASyntaxError(_ marked: String, _ code: String, _ keys: [String]) throws {
    let source = MarkedSource(marked)
    let read = read(source.text)
    #expect(read.findings.count == 1)
    #expect(read.findings.first?.hasPrefix(code) == true, "\(read.findings)")
    let root = try #require(read.documents.first?.root)
    for key in keys { #expect(root[key]?.scalar != nil, "\(key)") }
    #expect(read.documents.first?.isDamaged == true)
  }

  @Test func readsTheNextDocumentWhicheverByteIsDeleted() {
    let document =
      "a: &x {b: [1, \"two\"], 'c': |\n  text\nd:\n  - *x\n  - <<: *x\n    e: \"\\u00e9\"\n"
    let bytes = Array((document + "---\nf: 1\n").utf8)
    for index in bytes.indices {
      var shorter = bytes
      shorter.remove(at: index)
      let read = read(String(decoding: shorter, as: UTF8.self))
      guard index < document.utf8.count - 1 else { continue }
      #expect(read.documents.last?.root?["f"]?.scalar?.text == "1", "without byte \(index)")
    }
  }

  @Test func readsOrReportsRandomText() {
    var generator = SeededGenerator(1)
    let pieces = [
      "a", ": ", "\n", "  ", "- ", "\"", "'", "[", "]", "{", "}", ",", "#", "&x ", "*x", "|\n",
      ">\n", "---\n", "...\n", "\t", "!!str ", "%", "@", "é", "漢", "<<: ", "? ", "\r\n", "1", "no",
    ]
    for _ in 0..<3000 {
      let count = Int(generator.next() % 30)
      let text = (0..<count).map { _ in generator.pick(pieces) }.joined()
      let (first, second) = (read(text), read(text))
      #expect(first.findings == second.findings)
      #expect(first.documents.map(\.span) == second.documents.map(\.span))
    }
  }

  @Test func limitsHoldAgainstHostileInput() {
    #expect(
      read("a: " + String(repeating: "[", count: 50_000)).findings.map { $0.prefix(6) } == [
        "WB1009"
      ])
    let levels = (0..<12).map { level in
      "a\(level): &a\(level) ["
        + Array(repeating: level == 0 ? "x" : "*a\(level - 1)", count: 9)
        .joined(separator: ", ") + "]\n"
    }
    let bomb = read(levels.joined())
    #expect(bomb.findings.allSatisfy { $0.hasPrefix("WB1008") })
    #expect(!bomb.findings.isEmpty)
    #expect(read("a: \u{0}\n").findings == ["WB1001@3"])
    #expect(read("").documents.isEmpty)
    #expect(read("# only a comment\n").documents.isEmpty)
  }

  @Test func reportsAtMostTwentySyntaxErrors() {
    let read = read(String(repeating: "a: \"x\nb: @\n", count: 100))
    #expect(read.findings.filter { !$0.hasPrefix("WB1006") }.count == 20)
  }

  @Test(arguments: [
    ("a:\n- b: 1\n  c:\n   - x\n     d:\n   - z\n", "d", "c", 2),
    ("a:\n  - x\n    b: 1\n", "b", "a", 0),
    ("k:\n  a:\n  - x\n  - y\n      b:\n  - z\n", "b", "a", 2),
  ])
  func reportsTheRightColumnOfAKeyBelowAListElement(
    _ text: String, _ key: String, _ owner: String, _ column: Int
  ) throws {
    let file = SourceFile(name: "f.yaml", text: text)
    var bag = DiagnosticBag()
    _ = YAMLReader.read(file, FileID(0), &bag)
    let finding = try #require(bag.sorted.first)
    #expect(bag.sorted.count == 1)
    #expect(file.text(finding.span) == key)
    #expect(finding.help == "indent it by \(column) spaces, like `\(owner)`")
  }

  @Test(arguments: ["a: b: c\n", "- x\n  y: z\n", "a:\n  - x\n  b: c: d\n", "  a: b: c"])
  func reportsOtherStrayColonsAsSuch(_ text: String) {
    let file = SourceFile(name: "f.yaml", text: text)
    var bag = DiagnosticBag()
    _ = YAMLReader.read(file, FileID(0), &bag)
    #expect(bag.hasErrors)
    #expect(bag.sorted.allSatisfy { !$0.message.text.contains("list element above") })
  }
}
