import ConfigSyntax
import Diagnostics
import Foundation
import Terraform
import TestSupport
import Testing

/// Variables and locals have the values that the real `terraform` gives them.
@Suite(.comparing(with: .terraformRoot))
struct RootVariableTests {
  /// One variable or local, named `v0`, `v1`, ….
  private struct Case {
    let declaration: String
    let values: String
    let reference: String
  }

  @Test func convertsHandWrittenValuesAsTerraformDoes() throws {
    try compare(variables(RootModuleSamples.variables), "", Disagreements())
  }

  @Test func convertsGeneratedValuesAsTerraformDoes() throws {
    var generator = RootValueGenerator(seed: 20_261_122)
    let variables = (0..<400).map { _ in generator.variable() }
    try compare(self.variables(variables), "", Disagreements(seed: generator.seed))
  }

  @Test func evaluatesLocalsAsTerraformDoes() throws {
    let cases = RootModuleSamples.expressions.enumerated().map { number, expression in
      Case(
        declaration: "locals {\n  v\(number) = \(expression)\n}\n", values: "",
        reference: "nonsensitive(local.v\(number))")
    }
    try compare(cases, RootModuleSamples.declarationsOfExpressions, Disagreements())
  }

  private func variables(_ variables: [RootModuleSamples.Variable]) -> [Case] {
    variables.enumerated().map { number, variable in
      let block = variable.block.replacing("SELF", with: "v\(number)")
      return Case(
        declaration: "variable \"v\(number)\" {\n  \(block)\n}\n",
        values: variable.value.map { "v\(number) = \($0)\n" } ?? "",
        reference: "nonsensitive(var.v\(number))")
    }
  }

  // MARK: Comparison

  private func compare(_ cases: [Case], _ common: String, _ start: Disagreements) throws {
    var disagreements = start
    let refused = try names(cases, common)
    let accepted = cases.enumerated().filter { !refused.contains("v\($0.offset)") }
    let trees = try values(accepted.map(\.element), common)
    var next = 0
    for (number, sample) in cases.enumerated() {
      let ours = try read(sample, common, number)
      let text = Array((sample.declaration + sample.values).utf8)
      let isRefused = refused.contains("v\(number)")
      defer { next += isRefused ? 0 : 1 }
      switch (ours, isRefused) {
      case (.refused, true): continue
      case (.refused(let why), false):
        disagreements.add(text, "we refuse what terraform takes: \(why)")
      case (.value, true): disagreements.add(text, "we take what terraform refuses")
      case (.value(let tree), false):
        if let difference = tree.difference(from: trees[next]) {
          disagreements.add(text, difference)
        }
      }
    }
    disagreements.report()
    print("conformance: terraform root \(cases.count) cases")
  }

  /// The cases of which terraform's errors speak; some come to light once others are gone.
  private func names(_ cases: [Case], _ common: String) throws -> Set<String> {
    var refused: Set<String> = []
    while true {
      let rest = cases.enumerated().filter { !refused.contains("v\($0.offset)") }.map(\.element)
      let answer = try #require(ask([request("names", rest, common)]).first)
      let found = try #require(answer.tree, "\(answer)").elements.compactMap(\.string)
      guard !found.isEmpty else { return refused }
      refused.formUnion(found)
    }
  }

  private func values(_ cases: [Case], _ common: String) throws -> [JSONTree] {
    let members = cases.map(\.reference).joined(separator: ", ")
    let answer = try #require(
      ask([request("console", cases, common, expression: "[\(members)]")]).first)
    return try #require(answer.tree, "\(answer)").elements
  }

  private func request(
    _ step: String, _ cases: [Case], _ common: String, expression: String = ""
  ) -> RootRequest {
    RootRequest(
      files: [
        "root/main.tf": common + cases.map(\.declaration).joined(),
        "root/terraform.tfvars": cases.map(\.values).joined(),
      ], step: step, expression: expression)
  }

  private func ask(_ requests: [RootRequest]) throws -> [Oracle.Answer] {
    try Oracle.terraformRoot.answers(requests.map { try [UInt8](JSONEncoder().encode($0)) })
  }

  // MARK: Ours

  private enum Reading {
    case refused(String)
    case value(JSONTree)
  }

  private func read(_ sample: Case, _ common: String, _ number: Int) throws -> Reading {
    var bag = DiagnosticBag()
    let module = RootRequest(
      files: [
        "root/main.tf": common + sample.declaration, "root/terraform.tfvars": sample.values,
      ], step: ""
    ).read(&bag)
    guard !bag.hasErrors else {
      return .refused(bag.sorted.map(\.message.text).joined(separator: "; "))
    }
    let local = module.locals.first { $0.name.value == "v\(number)" }?.value
    let value = try #require(local ?? module.variable(named: "v\(number)")?.value)
    return .value(JSONTree(value))
  }
}
