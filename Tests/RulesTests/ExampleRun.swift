import CloudDocuments
import Diagnostics
import Emitters
import Pipeline
import Settings
import Terraform
import TestSupport

/// An example of the documentation as a run of the program.
struct ExampleRun {
  private(set) var inputs: [Input]
  private(set) var options = Check.options
  private var target: String?
  private var isParsed = false

  init(_ example: Example) {
    inputs = [Check.input(example.fileName, example.text)]
    switch example.options {
    case .validate: break
    case .render(let name, let settings):
      target = name
      inputs += settings.map(Self.setting)
    case .set(let text): inputs.append(Self.setting(text))
    case .chartVersion(let text): options.chartVersion = ChartVersion(text)
    case .complete: options.requirement = .always
    case .module(let values):
      if let values { inputs.append(Check.input("terraform.tfvars", values)) }
    case .upgrade(let version): options.terraform.upgrade = ModuleVersion(version)
    case .document(let kind, let values):
      options.documentKind = kind.flatMap(DocumentKind.init(rawValue:))
      if let values { inputs.append(Check.input("values.yaml", values)) }
    case .parse: isParsed = true
    case .maximumBytes(let limit):
      let size = example.text.utf8.count
      if size > limit {
        inputs = [.tooLarge(name: example.fileName, size: size, limit: limit)]
      }
    }
  }

  /// A `--set` option.
  private static func setting(_ text: String) -> Input {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    return .set(path: parts[0], value: parts[1], shown: parts[1], from: .commandLine)
  }

  var diagnostics: [PrintableDiagnostic] {
    guard !isParsed else {
      return PlainData.read(inputs[0], environment: { _ in nil }).report.findings
    }
    let compilation = Compiler.compile(inputs, options)
    var report = compilation.report
    if let target, let emitter = EmitterCatalog.emitter(named: target) {
      var options = EmitOptions()
      options.comments = .noted
      _ = Compiler.render(compilation, emitter, options, &report)
    }
    return report.findings
  }
}
