import ConfigSyntax
import Diagnostics
import Terraform

/// A root module made of a few texts, and what was read of it.
struct RootSample {
  let module: RootModule
  let bag: DiagnosticBag
  let sources: SourceMap

  init(_ files: KeyValuePairs<String, String>, commandLine: [String] = []) {
    var sources = SourceMap()
    func file(_ name: String, _ text: String) -> TerraformInput.File {
      let source = SourceFile(name: name, text: text)
      return TerraformInput.File(source, sources.add(source))
    }
    var input = TerraformInput(files: files.map { file($0.key, $0.value) })
    input.commandLine = commandLine.map { .file(file("given.tfvars", $0)) }
    var bag = DiagnosticBag()
    module = input.read(&bag)
    (self.bag, self.sources) = (bag, sources)
  }

  /// `CODE text` of every finding, where the text is what it points to.
  var findings: [String] { bag.sorted.map { "\($0.id.code) \(sources.text($0.span))" } }

  /// `file: text` of the place that a value points to.
  func position(_ value: HCLValue?) -> String? {
    value.map { "\(sources[$0.span.file].name): \(sources.text($0.span))" }
  }

  static func show(_ value: HCLValue?) -> String {
    guard let value else { return "none" }
    switch value.kind {
    case .null: return "null"
    case .bool(let value): return "\(value)"
    case .number(let number): return number.text
    case .string(let text): return text
    case .list(let elements): return "[" + elements.map(show).joined(separator: ",") + "]"
    case .object(let object):
      return "{" + object.sorted.map { "\($0.key.value):\(show($0.value))" }.joined(separator: ",")
        + "}"
    case .unknown(let prefix): return "unknown(\(prefix))"
    }
  }
}
