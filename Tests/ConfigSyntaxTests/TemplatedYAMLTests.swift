import ConfigSyntax
import Diagnostics
import Testing

/// YAML with actions of Go templates.
@Suite struct TemplatedYAMLTests {
  private func template(_ text: String) throws -> TemplatedYAML {
    try #require(TemplatedYAML(SourceFile(name: "values.yaml.gotmpl", text: text)))
  }

  private func root(_ text: String) throws -> ConfigNode {
    var bag = DiagnosticBag()
    let documents = try template(text).read(FileID(0), &bag)
    #expect(bag.isEmpty)
    return try #require(documents.first?.root)
  }

  @Test func leavesOpenWhatActionsWrite() throws {
    let root = try root(
      "a: {{ .Values.a | quote }}\nb: \"x-{{ .Values.b }}\"\nc: {d: word, e: '{{ .e }}'}\n")
    for (path, prefix) in [(["a"], ""), (["b"], "x-"), (["c", "e"], "")] {
      guard case .unknown(let known)? = root.descendant(path)?.kind else {
        Issue.record("\(path) is known")
        continue
      }
      #expect(known == prefix)
    }
    #expect(root.descendant(["c", "d"])?.scalar?.text == "word")
  }

  @Test func keepsPositions() throws {
    let root = try root("{{/* a comment */}}\na: {{ .a }}\nlater: x\n")
    #expect(root["later"]?.span.range == 39..<40)
  }

  @Test func keepsTextsInBraces() throws {
    let root = try root("a: {{ \"}}\" }}\nb: x\n")
    #expect(root["b"]?.scalar?.text == "x")
  }

  @Test(arguments: [
    "{{ if .Values.a }}\na: 1\n{{ end }}\n", "a:\n{{ toYaml .Values.a | indent 2 }}\n",
    "a: {{ range .Values.a }}x{{ end }}\n", "a: {{- with .Values.a }} b {{- end }}\n",
  ])
  func findsActionsThatDecideOnLines(_ text: String) throws {
    #expect(try template(text).obstacle != nil)
  }

  @Test(arguments: ["a: {{ .Values.a }}\n", "{{- $a := .Values.a }}\nb: {{ $a }}\n"])
  func acceptsActionsWithinLines(_ text: String) throws {
    #expect(try template(text).obstacle == nil)
  }

  @Test func ignoresFilesWithoutActions() {
    #expect(TemplatedYAML(SourceFile(name: "values.yaml.gotmpl", text: "a: {b: {c: d}}\n")) == nil)
  }
}
