import Documents
import Testing

@Suite struct YAMLDocumentTests {
  @Test(arguments: [
    ("plain", "plain\n"), ("no", "\"no\"\n"), ("012", "\"012\"\n"), ("1.5", "\"1.5\"\n"),
    ("", "\"\"\n"),
    ("a: b", "\"a: b\"\n"), ("a #b", "\"a #b\"\n"), ("2024-01-01", "\"2024-01-01\"\n"),
    ("https://h:1/p", "\"https://h:1/p\"\n"), ("https://h/p", "https://h/p\n"), ("é", "\"é\"\n"),
    ("a\u{7F}b", "\"a\\x7Fb\"\n"), ("\u{2028}", "\"\\u2028\"\n"), ("q\"\\", "\"q\\\"\\\\\"\n"),
    ("null", "\"null\"\n"), ("-", "\"-\"\n"), ("<<", "\"<<\"\n"), ("~", "\"~\"\n"),
  ])
  func quotesWhatAnyReaderReadsDifferently(_ text: String, _ expected: String) {
    #expect(YAMLDocument.render(.string(text)) == expected)
  }

  @Test func writesBlocksForLines() {
    let value = DocumentValue.object(["a": .array([.object(["b": .string("x\ny\n")])])])
    #expect(YAMLDocument.render(value) == "a:\n  - b: |\n      x\n      y\n")
  }

  @Test func writesNestedEmptiness() {
    let value = DocumentValue.object(["a": .object([:]), "b": .array([]), "c": .null])
    #expect(YAMLDocument.render(value) == "a: {}\nb: []\nc: null\n")
  }
}

@Suite struct DocumentMembersTests {
  @Test(arguments: [3, 100])
  func findsEachOfItsKeys(_ count: Int) {
    var members: DocumentValue.Members = [:]
    let keys = (0..<count).map { "key\($0)" } + ["\u{E9}", "e\u{301}"]
    for (number, key) in keys.enumerated() { members[key] = .number(number) }
    members["key1"] = nil
    members["key2"] = .number(-2)
    members["key1"] = .number(-1)
    #expect(members.entries.count == count + 2 && members.entries.last?.key == "key1")
    for (number, key) in keys.enumerated().filter({ $0.offset > 2 }) {
      #expect(members[key] == .number(number))
    }
    #expect(members["key2"] == .number(-2) && members["other"] == nil)
  }

  @Test func insertsBelowAPath() {
    var value = DocumentValue.object(["a": .object(["b": .number(1)])])
    value.insert(.number(2), at: ["a", "c", "d"])
    value.insert(.number(3), at: ["a", "b"])
    value.insert(.number(4), at: ["x"])
    let expected = "a:\n  b: 3\n  c:\n    d: 2\nx: 4\n"
    #expect(YAMLDocument.render(value) == expected)
  }
}

@Suite struct XMLDocumentTests {
  @Test func escapesText() {
    let text = XMLDocument.render(XMLElement("a", [XMLElement("b", "x & <y> \"z\"")]))
    #expect(text.hasSuffix("<a>\n  <b>x &amp; &lt;y&gt; &quot;z&quot;</b>\n</a>\n"))
  }

  @Test func knowsWhatXMLCannotHold() {
    #expect(!XMLDocument.canHold("a\u{1}"))
    #expect(XMLDocument.canHold("a\té👍"))
  }
}

@Suite struct EnvDocumentTests {
  @Test func refusesLineBreaks() {
    var document = EnvDocument()
    let results = ["a\nb", "a\rb", "a\0", " x "].map { document.add("A", $0) }
    #expect(results == [false, false, false, true])
    #expect(document.render() == "A= x \n")
  }
}

@Suite struct JSONDocumentTests {
  @Test func escapesControlCharacters() {
    #expect(JSONDocument.render(.string("\u{1}\n\"\\é"), .compact) == "\"\\u0001\\n\\\"\\\\é\"")
  }
}

@Suite struct SQLDocumentTests {
  @Test func escapesTextsAndNames() {
    let document = SQLDocument([
      .comment("Users."),
      .statement(["CREATE USER ", .text("it's \\ \n\r\0\u{1A}é"), "@", .text("%")]),
      .statement(["GRANT ALL ON ", .privilegeName("a_b%`c\\"), ".* TO ", .name("d`e")]),
    ])
    #expect(
      document.render() == """
        -- Users.
        SET NAMES utf8mb4;
        SET SESSION sql_mode = 'STRICT_ALL_TABLES';
        CREATE USER 'it''s \\\\ \\n\\r\\0\\Zé'@'%';
        GRANT ALL ON `a\\_b\\%``c\\\\`.* TO `d``e`;

        """)
  }

  @Test(arguments: [
    ("wandb_local", true), ("", false), ("a ", false), ("a\0", false), ("👍", false),
    (String(repeating: "a", count: 64), true), (String(repeating: "a", count: 65), false),
  ])
  func knowsNamesOfDatabases(_ name: String, _ isName: Bool) {
    #expect(SQLDocument.isName(name) == isName)
  }
}
