import ConfigSyntax
import Diagnostics
import TestSupport
import Testing

/// Expressions of a module: variables, locals, functions, and what only Terraform can know.
@Suite struct HCLEvaluationTests {
  private func evaluate(_ text: String) throws -> (value: String, findings: [String]) {
    var bag = DiagnosticBag()
    let source = SourceFile(name: "x.tf", text: "a = \(text)\n")
    let body = HCLParser.read(source, FileID(0), &bag)
    let expression = try #require(body.attributes.first?.expression)
    let span = SourceSpan(FileID(1), 0, 1)
    var tags = HCLObject()
    tags.set(Located("team", span), HCLValue(.string("ml"), span))
    let scope = HCLScope.module(
      variables: [
        "name": HCLValue(.string("wandb"), span), "tags": HCLValue(.object(tags), span),
        "none": HCLValue(.null, span),
      ], locals: ["ports": HCLValue(.list([HCLValue(.number(HCLNumber(443)), span)]), span)])
    var evaluation = HCLEvaluation(scope)
    let value = evaluation.value(of: expression)
    return (
      value.map(show) ?? "failed", (bag.sorted + evaluation.bag.sorted).map(\.id.code)
    )
  }

  private func show(_ value: HCLValue) -> String {
    switch value.kind {
    case .null: "null"
    case .bool(let value): "\(value)"
    case .number(let number): number.text
    case .string(let text): text
    case .list(let elements): "[" + elements.map(show).joined(separator: ",") + "]"
    case .object(let object):
      "{" + object.members.map { "\($0.key.value):\(show($0.value))" }.joined(separator: ",") + "}"
    case .unknown(let prefix): "unknown(\(prefix))"
    }
  }

  @Test(arguments: [
    ("var.name", "wandb"), ("\"${var.name}-x\"", "wandb-x"), ("var.tags.team", "ml"),
    ("var.tags[\"team\"]", "ml"), ("local.ports[0] + 1", "444"), ("var.other", "unknown()"),
    ("module.x.bucket", "unknown()"), ("\"s3://${module.x.bucket}/p\"", "unknown(s3://)"),
    ("[var.other, 1]", "[unknown(),1]"), ("{x = var.other}", "{x:unknown()}"),
    ("var.other == 1", "unknown()"), ("var.other && false", "false"),
    ("var.other ? 1 : 2", "unknown()"),
    ("[for t in var.other : t]", "unknown()"), ("[for p in local.ports : p]", "[443]"),
    ("upper(var.name)", "WANDB"), ("lower(\"A\")", "a"), ("trimspace(\" a \\n\")", "a"),
    ("base64encode(\"hello\")", "aGVsbG8="), ("base64decode(\"aGVsbG8=\")", "hello"),
    ("jsonencode({b = [1, null], a = \"<\"})", #"{"a":"\u003c","b":[1,null]}"#),
    ("format(\"%s-%03d %v%%\", var.name, 7, [1])", "wandb-007 [1]%"),
    ("join(\",\", [\"a\", 1, true])", "a,1,true"), ("join(\",\", concat([\"a\"], [\"b\"]))", "a,b"),
    ("merge({a = 1}, var.tags, {a = 2})", "{a:2,team:ml}"), ("concat([1], [2, 3])", "[1,2,3]"),
    ("tostring(1.50)", "1.5"), ("tonumber(\"1e3\")", "1000"), ("tolist([1, \"a\"])", "[1,a]"),
    ("toset([\"b\", \"a\", \"b\"])", "[a,b]"), ("coalesce(var.none, \"\", \"x\")", "x"),
    ("coalesce(var.other, \"x\")", "unknown()"), ("try(var.tags.none, \"x\")", "x"),
    ("try(var.other, 1)", "unknown()"), ("can(var.tags.none)", "false"), ("length(\"héy\")", "3"),
    ("length([1, var.other])", "2"), ("lookup(var.tags, \"x\", 1)", "1"),
    ("keys(var.tags)", "[team]"),
    ("{for p in [3, 1, 2] : p > 1 ? \"b\" : \"a\" => p...}", "{b:[3,2],a:[1]}"),
    ("flatten([[1], [[2]]])", "[1,2]"), ("max(1, 3, 2)", "3"), ("contains([1, 2], 2)", "true"),
    ("split(\",\", \"a,b\")", "[a,b]"), ("replace(\"a.b\", \".\", \"-\")", "a-b"),
    ("file(\"x\")", "unknown()"), ("provider::x::f(1)", "unknown()"), ("max([1, 2]...)", "2"),
    ("aws_vpc.x[*].id", "unknown()"), ("each.value", "unknown()"), ("path.module", "unknown()"),
  ])
  func evaluates(_ text: String, _ expected: String) throws {
    let result = try evaluate(text)
    #expect(result.value == expected)
    #expect(result.findings == [])
  }

  @Test(arguments: [
    "var.tags.none", "var.name.x", "upper([1])", "tonumber(\"x\")", "1 + \"x\"", "coalesce(null)",
    "try()", "format(\"%d\", \"x\")", "base64decode(\"$\")", "merge(1)", "length(1)",
  ])
  func reportsWhatFails(_ text: String) throws {
    let result = try evaluate(text)
    #expect(result.value == "failed")
    #expect(result.findings == ["WB1020"])
  }

  /// What expressions may cost is in proportion to what somebody wrote.
  @Test(arguments: [0, 800_000])
  func givesUpWhereTheResultIsFarLarger(_ bytes: Int) throws {
    var bag = DiagnosticBag()
    let text = "a = [for a in local.l : [for b in local.l : a + b]]\n"
    let body = HCLParser.read(SourceFile(name: "x.tf", text: text), FileID(0), &bag)
    let span = SourceSpan(FileID(0), 0, 1)
    let list = (0..<400).map { HCLValue(.number(HCLNumber($0)), span) }
    var evaluation = HCLEvaluation(
      .module(variables: [:], locals: ["l": HCLValue(.list(list), span)]), bytes: bytes)
    let value = try evaluation.value(of: #require(body.attributes.first?.expression))
    #expect((value == nil) == (bytes == 0))
    #expect(evaluation.bag.sorted.map(\.id.code) == (bytes == 0 ? ["WB1043"] : []))
  }

  @Test func knowsWhatIsInAValue() {
    let span = SourceSpan(FileID(0), 0, 1)
    var object = HCLObject()
    object.set(Located("k", span), HCLValue(.string("four"), span))
    let list = HCLValue(.list([HCLValue(.object(object), span), HCLValue(.null, span)]), span)
    #expect(list.weight == 5)
    #expect(list.isWhollyKnown)
    let open = HCLValue(.list([list, HCLValue(.unknown(prefix: ""), span)]), span)
    #expect(open.weight == 7)
    #expect(!open.isWhollyKnown)
  }

  @Test func keepsTheSpanOfAVariable() throws {
    var bag = DiagnosticBag()
    let body = HCLParser.read(SourceFile(name: "x.tf", text: "a = var.n\n"), FileID(0), &bag)
    let span = SourceSpan(FileID(7), 3, 4)
    var evaluation = HCLEvaluation(.module(variables: ["n": HCLValue(.bool(true), span)]))
    let value = try evaluation.value(of: #require(body.attributes.first?.expression))
    #expect(value?.span == span)
  }

  @Test func readsBlocks() throws {
    var bag = DiagnosticBag()
    let text = """
      module "wandb" {
        source = "wandb/wandb/aws"
        providers = { aws = aws.x }
        nested { a = 1 }
        empty {}
      }
      variable x "y" {
        default = <<-EOT
          z
        EOT
      }

      """
    let body = HCLParser.read(SourceFile(name: "x.tf", text: text), FileID(0), &bag)
    #expect(bag.isEmpty)
    #expect(body.blocks.map(\.type.value) == ["module", "variable"])
    #expect(body.blocks.map { $0.labels.map(\.value) } == [["wandb"], ["x", "y"]])
    let module = try #require(body.blocks.first)
    #expect(module.body.attributes.map(\.name.value) == ["source", "providers"])
    #expect(module.body.blocks.map(\.type.value) == ["nested", "empty"])
  }

  /// A damaged attribute of a block leaves the rest of the block and the file.
  @Test func goesOnInsideBlocks() {
    var bag = DiagnosticBag()
    let text = "m {\n  a = \"x\n  b = 1\n}\nn {\n  c = ]\n}\no {\n d = [1\n}\np = 1\n"
    let body = HCLParser.read(SourceFile(name: "x.tf", text: text), FileID(0), &bag)
    #expect(
      bag.sorted.map { "\($0.id.code)@\($0.span.lower)" } == [
        "WB1017@10", "WB1016@33", "WB1016@49",
      ])
    #expect(body.blocks.map(\.type.value) == ["m", "n", "o"])
    #expect(body.blocks.first?.body.attributes.map(\.name.value) == ["b"])
    #expect(body.attributes.map(\.name.value) == ["p"])
  }

  @Test(arguments: [
    (#"jsondecode("{\"a\":[1,true,null,\"x\"]}")"#, "{a:[1,true,null,x]}"),
    (#"jsondecode("[")"#, "failed"), (#"jsondecode("{\"a\":1,\"a\":2}")"#, "unknown()"),
    (
      #"yamldecode("a: 1\nb: [true, ~, yes, 1.5, \"2\", 10Gi, 10.0.0.1]")"#,
      "{a:1,b:[true,null,yes,1.5,2,10Gi,10.0.0.1]}"
    ),
    (#"yamldecode("a: 0644\nb: 2026-11-21\nd: 1_0")"#, "{a:unknown(),b:unknown(),d:unknown()}"),
    (#"yamldecode("a: [")"#, "unknown()"), (#"yamldecode("")"#, "unknown()"),
    (#"yamldecode("no: 1")"#, "unknown()"), (#"yamldecode(file("x"))"#, "unknown()"),
    (#"yamldecode("a: &b {c: 1}\nd: *b").d.c"#, "1"),
  ])
  func readsTextOfOtherLanguages(_ text: String, _ value: String) throws {
    #expect(try evaluate(text).value == value)
  }

  /// Forty levels would be a million million values; nine fit into the limit of 100,000.
  @Test(arguments: [(9, "[[x],[x]]"), (40, "unknown()")])
  func aliasesOfAliasesStayBounded(_ levels: Int, _ value: String) throws {
    let lines = (1...levels).map { "a\($0): &a\($0) [*a\($0 - 1), *a\($0 - 1)]" }
    let text = (["a0: &a0 [x]"] + lines).joined(separator: "\\n")
    let decoded = "yamldecode(\"\(text)\")"
    #expect(try evaluate(levels == 9 ? "\(decoded).a1" : decoded).value == value)
  }
}
