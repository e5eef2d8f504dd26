import Emitters
import Pipeline
import TestSupport
import Testing

/// Templates in text for URLs, which a program may fill in before Helm reads the file.
@Suite struct TemplateTests {
  @Test(arguments: ["helm", "operator"])
  func keepsTemplatesAsWritten(_ target: String) throws {
    let text = """
      global:
        host: https://w.example.com
        mysql: {host: db, user: u, database: d, password: "{{ .Values.dbPassword }}"}

      """
    #expect(
      try rendered(Check.yaml(text), target).contains(#"password: "{{ .Values.dbPassword }}""#))
  }

  @Test func encodesBracesOfOtherText() throws {
    let text = "HOST=https://w.example.com\nMYSQL=mysql://u:%7B%7Ba%7D%7D@db/d\n"
    #expect(try rendered(Check.env(text), "helm").contains(#"password: "%7B%7Ba%7D%7D""#))
  }

  private func rendered(_ compilation: Compilation, _ target: String) throws -> String {
    let emitter = try #require(EmitterCatalog.emitter(named: target))
    var report = compilation.report
    let artifacts = Compiler.render(compilation, emitter, EmitOptions(), &report)
    return try #require(artifacts.first).text
  }
}
