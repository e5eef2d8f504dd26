import Documents
import Testing

/// How values and their parts are laid out and escaped.
@Suite struct HCLLayoutTests {
  private func render(_ value: HCLDocument.Expression) -> String {
    HCLDocument([.attribute("a", value)]).render()
  }

  @Test(arguments: [
    ("", #""""#), ("q\"\\", #""q\"\\""#), ("\n\r\t", #""\n\r\t""#), ("\0", #""\u0000""#),
    ("${x} %{y} $x %", #""$${x} %%{y} $x %""#), ("$${x}", #""$$${x}""#), ("var.x", #""var.x""#),
    ("\u{2028}", #""\u2028""#), ("\u{1FFFE}", #""\U0001FFFE""#), ("é😀", #""é😀""#), ("$", #""$""#),
  ])
  func escapesText(_ text: String, _ expected: String) {
    #expect(render(.text(text)) == "a = \(expected)\n")
  }

  @Test func joinsLiteralsBeforeTheyAreEscaped() {
    let parts: [HCLDocument.Template.Part] = [.literal("$"), .sealed(SealedText { "{x}" })]
    #expect(render(.text(.init(parts))) == "a = \"$${x}\"\n")
  }

  @Test func keepsDollarApartFromInterpolation() {
    #expect(render("a$\(.variable("x"))") == "a = \"a\\u0024${var.x}\"\n")
  }

  @Test func setsSignsAndBracesApartInTemplates() {
    #expect(render("n\(-1)") == "a = \"n${(-1)}\"\n")
    #expect(render("n\(["x": 1])") == "a = \"n${ { x = 1 } }\"\n")
  }

  @Test func opensTemplatesInTemplates() {
    #expect(render("a\("b\(.variable("x"))")") == "a = \"ab${var.x}\"\n")
  }

  @Test func writesHeredocForLines() {
    let document = HCLDocument([
      .attribute("pem", "-----BEGIN X-----\n  A$\(text: "{")\n\nEND\n"), .attribute("b", 1),
    ])
    #expect(
      document.render() == """
        pem = <<-EOT
          -----BEGIN X-----
            A$${

          END
        EOT
        b   = 1

        """)
  }

  @Test(arguments: [
    "a\n", "a\nb", "  a\n  b\n", "a \nb\n", "a\n  \nb\n", "a\nEOT\n", "a\r\nb\n", "a\n\tb\n",
    "\n\n", "a\n \u{A0}EOT\n",
  ])
  func quotesLinesThatHeredocChanges(_ text: String) {
    #expect(!render(.text(text)).contains("<<"))
  }

  @Test func breaksLongLists() {
    let word = String(repeating: "x", count: 40)
    #expect(render([.text(word), 1]) == "a = [\"\(word)\", 1]\n")
    #expect(
      render([.text(word), .text(word)]) == "a = [\n  \"\(word)\",\n  \"\(word)\",\n]\n")
  }

  @Test func writesConditionalOverLines() {
    let condition = HCLDocument.Expression.operation(.variable("x"), .unequal, .null)
    #expect(
      render(.conditional(condition, then: ["k": 1], otherwise: .null)) == """
        a = (
          var.x != null
          ? {
            k = 1
          }
          : null
        )

        """)
    #expect(
      render(.conditional(.not(condition), then: 1, otherwise: -1))
        == "a = !(var.x != null) ? 1 : -1\n")
  }

  @Test func writesArgumentsOverLines() {
    let call = HCLDocument.Expression.call("merge", ["a": 1], .variable("x"))
    #expect(render(call) == "a = merge(\n  {\n    a = 1\n  },\n  var.x\n)\n")
  }

  @Test func takesStepsFromParentheses() {
    #expect(render(HCLDocument.Expression.text("x").index(0)) == "a = (\"x\")[0]\n")
    #expect(render(.variable("x").splat.attribute("id")) == "a = var.x[*].id\n")
  }

  @Test func keepsWordsInIndexes() {
    #expect(render(.variable("x").index(.null)) == "a = var.x[(null)]\n")
    #expect(render(.variable("x").index("k")) == "a = var.x[\"k\"]\n")
  }

  @Test func alignsByCharacters() {
    let value: HCLDocument.Expression = [
      "日本 ": 1, "e\u{301}+": 2, "क्ष ": 3, "$\u{301}": 4, "\u{301}": 5, "abcdef": 6,
      "\u{FFFD}\u{301}": 7,
    ]
    #expect(
      render(value) == """
        a = {
          "日本 "  = 1
          "e\u{301}+"   = 2
          "क्ष "  = 3
          "$\u{301}"   = 4
          "\u{301}"    = 5
          abcdef = 6
          "\u{FFFD}\u{301}"   = 7
        }

        """)
  }

  @Test func keepsCommentsOnTheirLines() {
    let document = HCLDocument([
      .comment("a\nb = 1\r\n\n\u{202E}c "), .blank, .blank, .attribute("x", [:], comment: "d\ne"),
    ])
    #expect(document.render() == "# a\n# b = 1\n#\n# \u{FFFD}c\n\n# d\n# e\nx = {}\n")
  }

  @Test(arguments: [
    ("a", true), ("_x-1", true), ("é", true), ("for", true), ("", false), ("1a", false),
    ("-a", false), ("a b", false), ("a.b", false), ("a\n", false), ("e\u{301}", false),
    ("\u{1E900}", true), ("\u{16E40}", false),
  ])
  func knowsNames(_ text: String, _ isName: Bool) {
    #expect((HCLDocument.Name(text) != nil) == isName)
    #expect((HCLDocument.Name.problem(in: text) == nil) == isName)
  }

  @Test(arguments: [
    ("0", true), ("-12.50e+7", true), ("1E5", true), ("", false), ("-", false), ("+1", false),
    (".5", false), ("5.", false), ("1e", false), ("NaN", false), ("0x1F", false), ("1 ", false),
    ("1e999999999", false), (String(repeating: "1", count: 155), false),
    ("1" + String(repeating: "0", count: 200), true),
  ])
  func knowsNumbers(_ text: String, _ isNumber: Bool) {
    #expect((HCLDocument.Decimal(text)?.text == text) == isNumber)
  }

  @Test func refusesTreesWithForeignNumbers() {
    #expect(HCLDocument.Expression(.array([.object(["a": .number("NaN")])])) == nil)
  }

  @Test func hidesSecretsUntilRendered() {
    let value = HCLDocument.Expression.secret(SealedText { "hunter2" })
    var dumped = ""
    dump(value, to: &dumped)
    #expect(!dumped.contains("hunter2") && !"\(value)".contains("hunter2"))
    #expect(render(value) == "a = \"hunter2\"\n")
  }

  @Test func writesDeepTrees() {
    let nested = (0..<500).reduce(HCLDocument.Expression.null) { inner, level in
      switch level % 4 {
      case 0: [inner, [:]]
      case 1: ["k": inner]
      case 2: .call("f", inner)
      default: .conditional(true, then: inner, otherwise: 1)
      }
    }
    #expect(render(nested).contains("null"))
    #expect(render("x\(nested)").contains("null"))
  }
}
