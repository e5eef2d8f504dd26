import Diagnostics
import Pipeline
import Terraform
import TestSupport

/// A small directory of Terraform, or a values file alone.
struct TerraformSample {
  let files: [(name: String, text: String)]
  var options = Check.options

  init(_ text: String, json: String? = nil, upgrade: String? = nil) {
    files = [("main.tf", text + "\n")] + (json.map { [("more.tf.json", $0)] } ?? [])
    options.terraform.upgrade = upgrade.flatMap { ModuleVersion($0) }
  }

  init(values: String, of module: OfficialModule, at version: String) {
    files = [("terraform.tfvars", values + "\n")]
    options.terraform.module = module
    options.terraform.moduleVersion = ModuleVersion(version)
  }

  /// A call of a module with its inputs, each `name = value` or a name that is given a variable.
  static func call(
    _ module: String, _ version: String, _ inputs: String, rest: String = "",
    upgrade: String? = nil
  ) -> TerraformSample {
    TerraformSample(
      """
      module "m" {
        source  = "wandb/wandb/\(module)"
        version = "\(version)"
      \(inputs)
      }
      \(rest)
      """, upgrade: upgrade)
  }

  var compilation: Compilation {
    Compiler.compile(files.map { Check.input($0.name, $0.text) }, options)
  }

  /// `CODE text` of every finding of the rules on modules, in order.
  var found: [String] {
    let compilation = compilation
    return compilation.report.findings.filter {
      $0.id.code.hasPrefix("WB31") && ($0.id.code < "WB3113" || $0.id.code > "WB3150")
    }
    .map { finding in
      let bytes = compilation.sources[finding.span.file].bytes[finding.span.range]
      return "\(finding.id.code) \(String(decoding: bytes, as: UTF8.self))"
    }
  }

  func findings(_ code: String) -> [PrintableDiagnostic] {
    compilation.report.findings.filter { $0.id.code == code }
  }

  /// The texts with the fixes of one code applied, each file on its own.
  func fixed(_ code: String) -> String {
    let edits = findings(code).flatMap(\.fixes).flatMap(\.edits)
      .sorted { $0.span.lower > $1.span.lower }
    var bytes = Array((files.first?.text ?? "").utf8)
    for edit in edits {
      guard case .text(let text) = edit.replacement else { continue }
      bytes.replaceSubrange(edit.span.range, with: text.utf8)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
