import Diagnostics
import Emitters
import Foundation
import Pipeline
import Reference
import Rules
import Settings
import Terraform
import TestSupport
import Testing

/// The examples of the documentation are inputs, and say what the documentation says of them.
@Suite struct ExampleTests {
  @Test(arguments: DiagnosticsReference.all.map(\.code))
  func failingExampleReportsItsCode(_ code: String) throws {
    let id = try #require(DiagnosticsReference.find(code))
    let codes = run(id.documentation.failing).map(\.id.code)
    #expect(codes.contains(code), "reported: \(codes)")
  }

  /// `validate` reads no Terraform input yet, so it says that of their passing examples.
  private static let terraformCodes: Set = [
    "WB1016", "WB1017", "WB1018", "WB1019", "WB1020", "WB1021",
  ]

  @Test(arguments: terraformCodes.sorted())
  func passingExampleOfTerraformReportsItsKindOnly(_ code: String) throws {
    let id = try #require(DiagnosticsReference.find(code))
    #expect(run(id.documentation.passing).map(\.id) == [ShapeProblem.unsupportedKind])
  }

  @Test(arguments: DiagnosticsReference.all.map(\.code).filter { !terraformCodes.contains($0) })
  func passingExampleReportsNothing(_ code: String) throws {
    let id = try #require(DiagnosticsReference.find(code))
    let found = run(id.documentation.passing).map { "\($0.id.code) \($0.message)" }
    #expect(found == [])
  }

  /// A rule's failing example is about that rule alone.
  @Test(arguments: RuleCatalog.all.map { $0.id.code })
  func failingExampleOfARuleReportsNothingElse(_ code: String) throws {
    let id = try #require(DiagnosticsReference.find(code))
    #expect(Set(run(id.documentation.failing).map(\.id.code)) == [code])
  }

  private func run(_ example: Example) -> [Diagnostic] {
    var options = Check.options
    var inputs = [Check.input(example.fileName, example.text)]
    var target: String?
    switch example.options {
    case .validate: break
    case .render(let name): target = name
    case .set(let text):
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      inputs.append(
        .set(path: parts[0], value: parts[1], shown: parts[1], isOnCommandLine: true))
    case .chartVersion(let text): options.chartVersion = ChartVersion(text)
    case .module(let values): return runModule(example.text, values)
    case .maximumBytes(let limit):
      let size = example.text.utf8.count
      if size > limit {
        inputs = [.tooLarge(name: example.fileName, size: size, limit: limit)]
      }
    }
    let compilation = Compiler.compile(inputs, options)
    var bag = compilation.bag
    if let target, let emitter = EmitterCatalog.emitter(named: target) {
      _ = Compiler.render(compilation, emitter, EmitOptions(), &bag)
    }
    return bag.sorted
  }

  private func runModule(_ text: String, _ values: String?) -> [Diagnostic] {
    var files = [
      TerraformInput.File(SourceFile(name: "main.tf", text: text), FileID(0))
    ]
    if let values {
      let source = SourceFile(name: "terraform.tfvars", text: values)
      files.append(TerraformInput.File(source, FileID(1)))
    }
    var bag = DiagnosticBag()
    _ = TerraformInput(files: files).read(&bag)
    return bag.sorted
  }
}
