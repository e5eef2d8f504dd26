import Foundation
import Generators
import Terraform
import TestSupport
import Testing

/// The catalogue's own text holds together, and damaged texts are told of.
@Suite struct ModuleCatalogueTests {
  static let bytes: [UInt8] = {
    let file = Fixture.project.appending(path: "Sources/CFacts/terraform-modules.txt")
    return (try? Data(contentsOf: file)).map { Array($0) } ?? []
  }()

  private func problems(_ text: String) -> [TextProblem] {
    var problems: [TextProblem] = []
    _ = ModuleCatalogue(text: Array(text.utf8), into: &problems)
    return problems
  }

  @Test func hasNoProblems() {
    #expect(!Self.bytes.isEmpty)
    #expect(problems(String(decoding: Self.bytes, as: UTF8.self)) == [])
  }

  @Test(arguments: OfficialModule.allCases)
  func knowsEveryModule(_ module: OfficialModule) throws {
    let history = try #require(ModuleCatalogue.builtIn.module(module))
    #expect(history.module == module)
    #expect(history.repository == "wandb/terraform-\(module.root.rawValue)-wandb")
    #expect(history.releases == history.releases.sorted())
    #expect(history.releases.count >= 13)
    #expect(!history.head.variables.isEmpty)
    for names in [history.variables.map(\.name), history.outputs.map(\.name)] {
      #expect(names == names.sorted())
    }
  }

  @Test(arguments: OfficialModule.allCases)
  func namesReplacementsThatExist(_ module: OfficialModule) throws {
    let history = try #require(ModuleCatalogue.builtIn.module(module))
    for variable in history.variables {
      for name in variable.replacements { #expect(history.variable(name) != nil, "\(name)") }
      #expect(!variable.replacements.contains(variable.name))
    }
    for output in history.outputs {
      for name in output.replacements { #expect(history.output(name) != nil, "\(name)") }
    }
  }

  @Test(arguments: OfficialModule.allCases)
  func hasConstraintsThatCanBeMet(_ module: OfficialModule) throws {
    let history = try #require(ModuleCatalogue.builtIn.module(module))
    for release in history.releases.compactMap({ history.release(at: $0) }) + [history.head] {
      if let text = release.requiredTerraform {
        #expect(try constraint(text, .terraform).allows(version("1.11.4")))
      }
      for provider in release.requiredProviders {
        #expect(try !constraint(provider.constraint, .provider).isEmpty)
        #expect(provider.source.hasSuffix("/" + provider.name))
      }
    }
  }

  @Test func takesWhatAFileLacksFromTheProgram() throws {
    let text = """
      module\taws\tme/mine
       releases\t1.0.0 9.0.0
       variable\tshiny
        9.0.0\tbool\trequired
      """
    var problems: [TextProblem] = []
    let catalogue = ModuleCatalogue(text: Array(text.utf8), into: &problems)
    #expect(problems == [])
    let aws = try #require(catalogue.module(.aws))
    #expect(aws.releases.map(\.description) == ["1.0.0", "9.0.0"])
    #expect(aws.head.requiredVariables == ["shiny"])
    #expect(try aws.release(at: version("1.0.0"))?.variables.isEmpty == true)
    #expect(catalogue.module(.google)?.releases.count == 165)
  }

  @Test(arguments: [
    ("", 0..<0), ("x\ty\n", 0..<3), (" releases\t1.0.0\nmodule\thelm\tr\n releases\t1.0.0", 0..<15),
    ("module\thelm\tr\n releases\t1.0.0 x", 24..<31), ("module\thelm\tr", 0..<13),
    ("module\thelm\tr\n releases\t1.0.0 1.0.0", 24..<35),
    ("module\thelm\tr\n releases\t1.0.0\n variable\ta\n  1.0.0\tbool", 42..<54),
    ("module\thelm\tr\n releases\t1.0.0\n variable\ta\n  1.0.1\tbool\tnull", 44..<49),
    ("module\thelm\tr\n releases\t1.0.0\n variable\ta\n  1.0.0\tbool\tnull\todd", 42..<63),
    ("module\thelm\tr\n releases\t1.0.0\n variable\ta\n variable\ta", 52..<53),
    ("module\thelm\tr\n releases\t1.0.0\n variable\n", 30..<39),
    ("module\thelm\tr\n releases\t1.0.0\n output\ta\n  note\t1.0.0\t\tx", 40..<55),
    ("module\thelm\tr\n releases\t1.0.0\n nothing\ta\n", 31..<38),
    ("module\thelm\tr\n releases\t1.0.0\n   deep\ta\n", 30..<39),
  ])
  func reportsEachFault(_ text: String, _ range: Range<Int>) {
    let problems = problems(text)
    #expect(problems.first?.range == range)
  }

  @Test func survivesAnyText() {
    var generator = SeededGenerator(1)
    let pieces: [UInt8] = [0x09, 0x0A, 0x0D, 0x20, 0x23, 0x00, 0xFF, 0x31, 0x2E]
    for _ in 0..<60 {
      let start = Int(generator.next() % UInt64(Self.bytes.count - 1500))
      var text = Array("module\taws\tr\n".utf8) + Self.bytes[start..<(start + 1500)]
      for _ in 0..<20 { text[Int(generator.next() % UInt64(text.count))] = generator.pick(pieces) }
      var problems: [TextProblem] = []
      let catalogue = ModuleCatalogue(text: text, into: &problems)
      for module in OfficialModule.allCases {
        guard let history = catalogue.module(module) else { continue }
        for version in history.releases { _ = history.release(at: version) }
        for variable in history.variables { _ = history.spans(of: variable) }
      }
      #expect(problems.allSatisfy { $0.range.upperBound <= text.count })
    }
  }
}
