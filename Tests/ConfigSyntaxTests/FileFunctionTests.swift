import ConfigSyntax
import Diagnostics
import TestSupport
import Testing

/// Functions that read files give what `terraform console` 1.11.4 gives in the same directory.
@Suite struct FileFunctionTests {
  private static let tree = TreeInMemory([
    "f.txt": Array("plain ${x}\n".utf8), "bin": [0xFF, 0xFE],
    "nfd.txt": Array("e\u{301}".utf8), "bom.txt": Array("\u{FEFF}bom\r\nx".utf8),
    "sub/c.txt": Array("child".utf8),
    "t.tpl": Array("hi ${name} %{ for a in list }${a},%{ endfor }\n".utf8),
    "rec.tpl": Array("a ${templatefile(\"t.tpl\", {name=\"q\", list=[]})}".utf8),
    "inner.tpl": Array("a ${file(\"f.txt\")}".utf8), "num.tpl": Array("${ 5 }".utf8),
    "strip.tpl": Array("%{ if true ~}\n x\n%{ endif ~}".utf8),
    "miss.tpl": Array("${ missing.a }".utf8), "trim.tpl": Array("hello ${~ name ~} x".utf8),
    "whole.tpl": Array("${list}".utf8), "var.tpl": Array("${var.name}".utf8),
    "broken.tpl": Array("${ name".utf8),
  ])

  private func evaluate(_ text: String, in module: String = ".") throws -> (String, [String]) {
    var bag = DiagnosticBag()
    let body = HCLParser.read(SourceFile(name: "x.tf", text: "a = \(text)\n"), FileID(0), &bag)
    let expression = try #require(body.attributes.first?.expression)
    let place = HCLPlace(root: "", module: module, files: Self.tree)
    var evaluation = HCLEvaluation(
      .module(variables: ["name": HCLValue(.string("n"), expression.span)], at: place))
    let value = evaluation.value(of: expression)
    return (value.map(show) ?? "failed", (bag.sorted + evaluation.bag.sorted).map(\.id.code))
  }

  private func show(_ value: HCLValue) -> String {
    switch value.kind {
    case .list(let elements): "[" + elements.map(show).joined(separator: ",") + "]"
    case .unknown(let prefix): "unknown(\(prefix))"
    case .bool(let value): "\(value)"
    default: value.text ?? "?"
    }
  }

  @Test(arguments: [
    ("file(\"f.txt\")", "plain ${x}\n"), ("file(\"${path.module}/f.txt\")", "plain ${x}\n"),
    ("file(\"./sub/../f.txt\")", "plain ${x}\n"), ("file(\"${path.cwd}/sub/c.txt\")", "child"),
    ("base64encode(file(\"bom.txt\"))", "77u/Ym9tDQp4"),
    ("base64encode(file(\"nfd.txt\"))", "w6k="), ("filebase64(\"bin\")", "//4="),
    ("fileexists(\"f.txt\")", "true"), ("fileexists(\"nope\")", "false"),
    ("path.module", "."), ("path.root", "."), ("path.cwd", "unknown()"),
    ("templatefile(\"t.tpl\", {name = var.name, list = [\"a\", \"b\"]})", "hi n a,b,\n"),
    ("templatefile(\"t.tpl\", {name = \"n\", list = [\"a\"], extra = 1})", "hi n a,\n"),
    ("templatefile(\"inner.tpl\", {})", "a plain ${x}\n"),
    ("templatefile(\"num.tpl\", {})", "5"), ("templatefile(\"strip.tpl\", {})", " x\n"),
    ("templatefile(\"trim.tpl\", {name = \"n\"})", "hellonx"),
    ("templatefile(\"whole.tpl\", {list = [\"n\"]})", "[n]"),
    ("base64encode(templatefile(\"bom.txt\", {}))", "Ym9tDQp4"),
    ("templatefile(\"t.tpl\", {\"a-b\" = 1, name = \"\", list = []})", "hi  \n"),
    ("templatefile(\"t.tpl\", {name = data.x.y.z, list = []})", "unknown(hi )"),
    ("templatefile(\"t.tpl\", data.x.y.z)", "unknown()"),
    ("try(file(\"nope\"), \"other\")", "other"),
    ("file(\"/etc/hostname\")", "unknown()"), ("file(\"~/license\")", "unknown()"),
    ("file(\"../outside\")", "unknown()"), ("file(data.x.y.z)", "unknown()"),
  ])
  func readsAsTerraformDoes(_ text: String, _ value: String) throws {
    let (found, codes) = try evaluate(text)
    #expect(found == value)
    #expect(codes.isEmpty)
  }

  @Test(arguments: [
    ("file(\"bin\")", "WB1020"), ("file(\"sub\")", "WB1020"),
    ("file(\"\")", "WB1020"), ("file(null)", "WB1020"), ("fileexists(\"sub\")", "WB1020"),
    ("fileexists(null)", "WB1020"), ("templatefile(\"t.tpl\", {name = \"n\"})", "WB1020"),
    ("templatefile(\"rec.tpl\", {})", "WB1020"), ("templatefile(\"t.tpl\", [\"a\"])", "WB1020"),
    ("templatefile(\"miss.tpl\", {missing = 1})", "WB1020"),
    ("templatefile(\"t.tpl\", {\"1b\" = 1, name = \"\", list = []})", "WB1020"),
    ("templatefile(\"t.tpl\", null)", "WB1020"), ("templatefile(\"f.txt\", {x = null})", "WB1020"),
    ("templatefile(\"var.tpl\", {name = 1})", "WB1020"),
    ("templatefile(\"broken.tpl\", {name = 1})", "WB1020"),
  ])
  func failsWhereTerraformDoes(_ text: String, _ code: String) throws {
    let (found, codes) = try evaluate(text)
    #expect(found == "failed")
    #expect(codes == [code])
  }

  /// The file may exist where Terraform runs.
  @Test(arguments: ["file(\"nope\")", "templatefile(\"none/at/all\", {})", "file(5)"])
  func warnsAboutAMissingFile(_ text: String) throws {
    let (found, codes) = try evaluate(text)
    #expect(found == "unknown()")
    #expect(codes == ["WB1027"])
  }

  @Test func knowsThePathOfALocalModule() throws {
    #expect(try evaluate("file(\"${path.module}/c.txt\")", in: "sub") == ("child", []))
    #expect(try evaluate("path.root", in: "sub") == (".", []))
  }
}
