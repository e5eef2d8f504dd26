import Foundation
import Terraform
import Testing

/// The catalogue says what the facts say that it was made from, of every release.
@Suite struct ModuleFactsTests {
  private func cases() throws -> [(OfficialModule, ModuleHistory, FactsJSON.Module)] {
    try FactsJSON.read().module.sorted { $0.key < $1.key }.map { name, facts in
      let module = try #require(OfficialModule(rawValue: name))
      return (module, try #require(ModuleCatalogue.builtIn.module(module)), facts)
    }
  }

  @Test func hasEveryRelease() throws {
    let cases = try cases()
    #expect(cases.count == 5)
    for (_, history, facts) in cases {
      #expect(history.releases.map { "v\($0)" } == facts.tags)
    }
  }

  @Test func agreesWithEverySnapshot() throws {
    var triples = 0
    for (module, history, facts) in try cases() {
      for (tag, snapshot) in facts.versions {
        let found = ModuleVersion(tag).map { history.release(at: $0) } ?? history.head
        let release = try #require(found, "\(module) \(tag)")
        #expect(
          release.variables.map(\.name) == snapshot.variables.compactMap(\.name).sorted(),
          "\(module) \(tag)")
        for input in snapshot.variables {
          let name = try #require(input.name)
          compare(input, release.variable(name), "\(module) \(tag) \(name)")
          triples += 1
        }
        #expect(release.outputs == snapshot.outputs.map(\.name).sorted(), "\(module) \(tag)")
        for output in snapshot.outputs {
          #expect(history.output(output.name)?.isSensitive == (output.sensitive ?? false))
        }
        #expect(
          release.variables.filter(\.hasNoEffect).map(\.name)
            == snapshot.declaredButNeverUsed.sorted(), "\(module) \(tag)")
        #expect(release.requiredTerraform == snapshot.requiredVersion)
        let providers = release.requiredProviders.map {
          ($0.name, FactsJSON.Provider(source: $0.source, version: $0.constraint))
        }
        #expect(Dictionary(uniqueKeysWithValues: providers) == snapshot.requiredProviders)
      }
    }
    #expect(triples == 2052)
  }

  @Test func agreesWithTheHistoryOfEveryVariable() throws {
    for (module, history, facts) in try cases() {
      let order = Dictionary(
        uniqueKeysWithValues: (facts.tags + ["HEAD"]).enumerated().map { ($1, $0) })
      func holds(_ span: String, _ tag: Int) throws -> Bool {
        let ends = span.components(separatedBy: "..")
        let first = try #require(order[ends[0]])
        let last = try #require(order[ends[ends.count - 1]])
        return (first...last).contains(tag)
      }
      for (index, tag) in facts.tags.enumerated() {
        let release = try #require(history.release(at: try version(tag)))
        for (name, variable) in facts.variableHistory {
          let found = release.variable(name)
          let isThere = try variable.present.contains { try holds($0, index) }
          #expect((found != nil) == isThere, "\(module) \(tag) \(name)")
          guard isThere else { continue }
          let change = variable.changes.last { order[$0.at, default: .max] <= index }
          compare(try #require(change).input, found, "\(module) \(tag) \(name)")
          let isIgnored = try (facts.noEffectSpans[name] ?? []).contains { try holds($0, index) }
          #expect(found?.hasNoEffect == isIgnored, "\(module) \(tag) \(name)")
        }
      }
    }
  }

  @Test func agreesWithTheSubmodules() throws {
    let submodules = try FactsJSON.read().submodules
    #expect(submodules.count == 4)
    for (name, facts) in submodules {
      let module = try #require(OfficialModule(rawValue: name))
      let head = try #require(ModuleCatalogue.builtIn.module(module)).head
      #expect(head.variables.map(\.name) == facts.variables.compactMap(\.name).sorted())
      for input in facts.variables {
        compare(input, head.variable(input.name ?? ""), "\(name) \(input.name ?? "")")
      }
      #expect(head.outputs == facts.outputs.sorted())
    }
  }

  private func compare(
    _ input: Input, _ variable: ModuleVariable?, _ source: String,
    _ sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let isEqual =
      variable.map {
        $0.type == input.type && $0.isRequired == input.required
          && $0.defaultText.flatMap { JSONValue($0) } == input.defaultValue
          && $0.isSensitive == (input.sensitive ?? false)
          && $0.isNullable == (input.nullable ?? true)
      } ?? false
    #expect(isEqual, "\(source)", sourceLocation: sourceLocation)
  }
}
