import Diagnostics
import Pipeline
import TestSupport

/// A CORS document next to the values of a server, and its findings.
struct CORSSample {
  static let host = "https://wandb.example.com"

  let name: String
  let text: String
  let compilation: Compilation

  init(
    _ text: String, name: String = "cors.json", host: String? = nil, origins: String? = nil
  ) {
    (self.name, self.text) = (name, text)
    var inputs = [Check.input(name, text)]
    if let host { inputs.append(Check.input("values.yaml", "global: {host: '\(host)'}\n")) }
    if let origins {
      inputs.append(
        .set(path: "cors.origins", value: origins, shown: origins, from: .commandLine))
    }
    compilation = Compiler.compile(inputs, Check.options)
  }

  /// A rule for S3 that is right except for the arguments.
  static func s3(
    origins: String = "\"*\"", methods: String = "\"GET\", \"HEAD\", \"PUT\"",
    headers: String = "\"*\"", exposed: String = "\"ETag\"", host: String? = Self.host
  ) -> CORSSample {
    CORSSample(
      """
      [{"AllowedOrigins": [\(origins)], "AllowedMethods": [\(methods)],
        "AllowedHeaders": [\(headers)], "ExposeHeaders": [\(exposed)]}]

      """, host: host)
  }

  var codes: [String] { Check.codes(compilation) }
  var findings: [PrintableDiagnostic] { compilation.report.findings }

  /// `CODE TEXT` of every finding, with the text at its span.
  var spots: [String] {
    findings.map { "\($0.id.code) \(compilation.sources.text($0.span))" }
  }

  /// The document after every fix.
  var fixed: String { fixed(codes) }

  /// The document after the fixes for these codes.
  func fixed(_ codes: [String]) -> String {
    var bytes = Array(text.utf8)
    let edits = findings.filter { codes.contains($0.id.code) }
      .flatMap { $0.fixes.first?.edits ?? [] }.sorted { $0.span.lower > $1.span.lower }
    for edit in edits {
      guard case .text(let text) = edit.replacement else { continue }
      bytes.replaceSubrange(edit.span.range, with: Array(text.utf8))
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The codes that remain after every fix.
  func codesAfterFixes(host: String? = nil) -> [String] {
    CORSSample(fixed, name: name, host: host).codes
  }
}
