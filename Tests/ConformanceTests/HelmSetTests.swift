import Diagnostics
import Documents
import Emitters
import Foundation
import Pipeline
import TestSupport
import Testing

/// What target `terraform-helm` writes reaches the chart as the values that target `helm` writes.
///
/// Terraform evaluates the input `spec`, module `helm` hands it to Helm's `set` parser as one text, and
/// the chart of the custom resource prints what is left as YAML.
@Suite struct HelmSetTests {
  @Test(.comparing(with: .terraformRoot, .helm))
  func passesTextsThroughTheModule() throws {
    var disagreements = Disagreements()
    try compare(Self.samples, &disagreements)
    disagreements.report()
  }

  @Test(.comparing(with: .terraformRoot, .helm))
  func passesGeneratedValuesThroughTheModule() throws {
    var generator = DeploymentGenerator(seed: 60_221)
    var disagreements = Disagreements(seed: generator.seed)
    try compare((0..<100).map { _ in generator.deployment() }, &disagreements)
    disagreements.report()
  }

  private func compare(_ inputs: [DocumentValue], _ disagreements: inout Disagreements) throws {
    var cases: [(text: String, helm: String, root: RootRequest)] = []
    for input in inputs {
      let text = JSONDocument.render(input, .compact)
      let compilation = Check.yaml(text)
      // What is reported as an error isn't rendered.
      guard !compilation.report.hasErrors else { continue }
      guard let helm = files(HelmEmitter.self, compilation)["values.yaml"] else {
        disagreements.add(text.utf8, "no values")
        continue
      }
      let root = files(TerraformHelmEmitter.self, compilation)
      // Without a module, or something that has to be initialized.
      let main = root["main.tf"]?.components(separatedBy: "\nmodule \"wandb\" {\n")
      guard let main, main.count == 2 else {
        disagreements.add(text.utf8, "no root module")
        continue
      }
      let variables = root["variables.tf"]?.replacing("  sensitive   = true\n", with: "")
      cases.append(
        (
          text, helm,
          RootRequest(
            files: [
              "root/main.tf": "locals {\n" + main[1], "root/variables.tf": variables ?? "",
              "root/terraform.tfvars": root["terraform.tfvars"] ?? "",
            ], step: "console", expression: "yamlencode(local.spec)")
        ))
    }
    let specs = try Oracle.terraformRoot.answers(
      cases.map { try [UInt8](JSONEncoder().encode($0.root)) })
    let received = try Oracle.helm.answers(specs.map { .set($0.tree?.string ?? "") })
    let wanted = try Oracle.helm.answers(cases.map { .values($0.helm) })
    for (number, one) in cases.enumerated() {
      guard case .accepted(let found, _) = received[number], let values = found["values"],
        case .accepted(let expected, _) = wanted[number]
      else {
        disagreements.add(
          one.text.utf8, "terraform \(specs[number]), module \(received[number])")
        continue
      }
      if let difference = values.difference(from: expected) {
        disagreements.add(one.text.utf8, difference)
      }
    }
  }

  private func files(_ emitter: any Emitter.Type, _ compilation: Compilation) -> [String: String] {
    var report = compilation.report
    let artifacts = Compiler.render(compilation, emitter, EmitOptions(), &report)
    return Dictionary(artifacts.map { ($0.fileName, $0.text) }) { $1 }
  }

  // MARK: Samples

  /// Each text where its kind is accepted: unknown to the tool, in a variable, and as a secret.
  private static let samples: [DocumentValue] = texts.flatMap { text in
    let sections: [(path: [String], value: DocumentValue)] = [
      (
        ["global", "unknownSection"],
        .object([
          "text": .string(text), "list": .array([.string(text)]), "key \(text)": .null,
          "number": .number("1000000000000000000"), "float": .number("1.0e+20"),
        ])
      ),
      (
        ["global", "extraEnv"],
        .object(["MY_TEXT": .string(text), "MY_PASSWORD": .string(text)])
      ),
      (["ingress"], .object(["annotations": .object(["example.com/text": .string(text)])])),
      (
        ["global", "mysql"],
        .object([
          "host": .string("db.example.com"), "database": .string("wandb_local"),
          "user": .string("wandb"), "password": .string(encoded(text)),
        ])
      ),
      (
        ["global", "auth", "oidc"],
        .object([
          "clientId": .string("wandb"), "issuer": .string("https://login.example.com"),
          "secret": .string(text),
        ])
      ),
    ]
    return sections.map { section in
      var tree = DocumentValue.object([:])
      tree.insert(.string("https://wandb.example.com"), at: ["global", "host"])
      tree.insert(section.value, at: section.path)
      return tree
    }
  }

  private static let texts: [String] =
    (0x20...0x7E).map { String(Unicode.Scalar(UInt8($0))) }
    + (0x21...0x7E).map { "a" + String(Unicode.Scalar(UInt8($0))) + "b" }
    + [
      "null", "true", "no", "~", "007", "0x1F", "1e3", "12345678", "1000000000000000000", "1.50",
      "a,b", "{a,b}", "{", "a=b,c=d", "[0]", "a.b", "\\,", "\\\\", "\\n", "\\x2c", "\"", "\"\"",
      "'", "it's \"so\"", "$(X)", "${x}", "$${x}", "%{ if }", "{{ .x }}", "#", "a #b", "a: b",
      "- a", "? a", "a\nb", "a,b\nc\\d \"e\"", "a\n", "\n", "a\n\n", " a", "a ", "a\tb", "a\r\nb",
      "é,ß", "😀\\", "\u{85}", "\u{2028}", "\u{7F}", "<<EOT", "EOT\n", "a\n  b,\n c\n",
      "a \nb", "a\nb ", " a\nb", "\na", "\n\n", "a\tb\n", "a, \nb", "😀\na", "\u{FEFF}a", "x\u{A0}y",
      "-----BEGIN CERTIFICATE-----\nMIIB+/,=\n-----END CERTIFICATE-----\n",
    ]

  /// A password as the chart's URLs need it.
  private static func encoded(_ text: String) -> String {
    text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? text
  }
}
