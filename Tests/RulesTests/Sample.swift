import Diagnostics
import Pipeline
import TestSupport
import Testing

/// A small input on one of the surfaces.
struct Sample: Sendable, CustomTestStringConvertible {
  let files: [(name: String, text: String)]

  static func env(_ text: String) -> Sample { Sample(files: [("wandb.env", text + "\n")]) }
  static func values(_ text: String) -> Sample { Sample(files: [("values.yaml", text + "\n")]) }

  /// Variables below `global.extraEnv`.
  static func extraEnv(_ entries: String) -> Sample {
    values("global: {extraEnv: {\(entries)}}")
  }

  static func layers(_ first: String, _ second: String) -> Sample {
    Sample(files: [("a.yaml", first + "\n"), ("b.yaml", second + "\n")])
  }

  /// Values below `spec.values` of a custom resource.
  static func resource(_ values: String) -> Sample {
    let lines = values.split(separator: "\n").map { "    \($0)\n" }.joined()
    return Sample.values(
      "apiVersion: apps.wandb.com/v1\nkind: WeightsAndBiases\nmetadata: {name: wandb}\n"
        + "spec:\n  values:\n" + lines)
  }

  static func certificate(_ host: String, _ hosts: String) -> Sample {
    values("global: {host: '\(host)'}\ningress: {tls: [{secretName: tls, hosts: \(hosts)}]}")
  }

  static func annotation(_ host: String, _ annotation: String) -> Sample {
    values("global: {host: '\(host)'}\ningress: {annotations: {\(annotation)}}")
  }

  var testDescription: String { files.map(\.text).joined(separator: "---\n") }

  var compilation: Compilation {
    Compiler.compile(files.map { Check.input($0.name, $0.text) }, Check.options)
  }

  /// The code of every finding, in order.
  var codes: [String] { Check.codes(compilation) }

  /// The codes without those about the types of Kubernetes' own values, which many samples make up.
  var ownCodes: [String] { codes.filter { !$0.hasPrefix("WB204") } }

  func findings(_ code: String) -> [PrintableDiagnostic] {
    compilation.report.findings.filter { $0.id.code == code }
  }

  /// The text at every finding, without the quotes around it.
  func spots(_ code: String) -> [String] {
    let sources = compilation.sources
    return findings(code).map { finding in
      let bytes = sources[finding.span.file].bytes[finding.span.range]
      let text = String(decoding: bytes, as: UTF8.self)
      return ["'", "\""].contains(text.prefix(1)) ? String(text.dropFirst().dropLast()) : text
    }
  }
}
