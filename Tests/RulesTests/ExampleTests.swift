import CloudDocuments
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

  @Test(arguments: DiagnosticsReference.all.map(\.code))
  func passingExampleReportsNothing(_ code: String) throws {
    let id = try #require(DiagnosticsReference.find(code))
    let found = run(id.documentation.passing).map { "\($0.id.code) \($0.message)" }
    #expect(found == [])
  }

  /// A rule's failing example is about that rule alone.
  @Test(arguments: RuleCatalog.documented.map { $0.id.code })
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
    case .module(let values):
      if let values { inputs.append(Check.input("terraform.tfvars", values)) }
    case .upgrade(let version): options.terraform.upgrade = ModuleVersion(version)
    case .document(let kind, let values):
      options.documentKind = kind.flatMap(DocumentKind.init(rawValue:))
      if let values { inputs.append(Check.input("values.yaml", values)) }
    case .parse: return PlainData.read(inputs[0], environment: { _ in nil }).bag.sorted
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
}
