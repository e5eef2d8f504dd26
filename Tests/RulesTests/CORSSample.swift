import Diagnostics
import Pipeline
import TestSupport

/// A CORS document beside the values of a server, checked.
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
        .set(path: "cors.origins", value: origins, shown: origins, isOnCommandLine: true))
    }
    compilation = Compiler.compile(inputs, Check.options)
  }

  /// Fields of a rule for S3, with those that are not given as they should be.
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

  /// `CODE TEXT` of every finding, the text being what it is about.
  var spots: [String] {
    findings.map { "\($0.id.code) \(compilation.sources.text($0.span))" }
  }

  /// The document after every fix of these findings.
  var mended: String {
    var bytes = Array(text.utf8)
    let edits = findings.flatMap { $0.fixes.first?.edits ?? [] }
      .sorted { $0.span.lower > $1.span.lower }
    for edit in edits {
      guard case .text(let text) = edit.replacement else { continue }
      bytes.replaceSubrange(edit.span.range, with: Array(text.utf8))
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// What is found in the mended document.
  func codesOfMended(host: String? = nil) -> [String] {
    CORSSample(mended, name: name, host: host).codes
  }
}
