import ConfigSyntax
import Diagnostics
import Foundation
import Pipeline
import Settings
import TestSupport
import Terraform
import Testing

/// The table is complete and says everything once.
@Suite struct CatalogTests {
  private static let sections = FieldCatalog.builtIn.sections.map { SectionIndex($0) }
  private static let fields = FieldCatalog.documented

  /// A finding suggests the variable of a secret for a name that resembles it; whatever shows values
  /// must hide the value of that name, too.
  @Test func mistypedVariablesOfSecretsLookSecret() {
    let names = Self.fields.filter(\.isSecret).flatMap(\.everySpelling).compactMap { spelling in
      if case .environment(let name) = spelling.location { name } else { nil }
    }
    for name in Set(names) where SecretNames.looksSecret(name) {
      for index in name.indices {
        var (doubled, missing) = (name, name)
        doubled.insert(name[index], at: index)
        missing.remove(at: index)
        #expect(SecretNames.resemblesSecret(doubled), "\(doubled)")
        #expect(SecretNames.resemblesSecret(missing), "\(missing)")
      }
    }
  }

  /// The settings of the model by their place in it, and whether an input wrote them.
  private func leaves(_ value: some Any, _ path: String = "") -> [String: Bool] {
    let mirror = Mirror(reflecting: value)
    if let history = mirror.descendant("history") as? [AssignmentID] {
      return [path: !history.isEmpty]
    }
    var found: [String: Bool] = [:]
    for child in mirror.children where child.label != "unmodelled" {
      var label = child.label ?? ""
      var value = child.value
      if mirror.displayStyle == .dictionary {
        let pair = Array(Mirror(reflecting: child.value).children)
        (label, value) = ("\(pair[0].value)", pair[1].value)
      }
      found.merge(leaves(value, "\(path).\(label)")) { first, _ in first }
    }
    return found
  }

  /// What each field writes, by writing it.
  private func written(by field: Field<Configuration>) throws -> Set<String> {
    var configuration = Configuration()
    let report = Check.yaml("global: {host: https://w.example.com}\n")
    let id = try #require(
      FieldCatalog.field(named: "global.host")?.history(report.resolved.configuration).first)
    _ = field.write(.unknown(Unknown(prefix: "")), id, &configuration)
    return Set(leaves(configuration).filter(\.value).keys)
  }

  @Test func everyLeafOfTheModelHasOneField() throws {
    var owners: [String: String] = [:]
    for field in Self.fields {
      let locations = try written(by: field)
      #expect(locations.count == 1, "\(field.name)")
      for location in locations {
        #expect(owners[location] == nil, "\(location): \(field.name), \(owners[location] ?? "")")
        owners[location] = field.name
      }
    }
    var expected = Set(leaves(Configuration()).keys)
    let component = ".components.\(ComponentName.documented)"
    expected.formUnion(leaves(Component(), component).keys)
    expected.formUnion(ServerSwitch.allCases.map { ".switches.\($0.rawValue)" })
    expected.formUnion(ServerOption.allCases.map { ".options.\($0.rawValue)" })
    expected.formUnion(ServerLimit.allCases.map { ".limits.\($0.rawValue)" })
    expected.formUnion(ServerSecret.allCases.map { ".secrets.\($0.rawValue)" })
    expected.formUnion(Subchart.allCases.map { ".subcharts.\($0)" })
    expected.formUnion(RedisParameter.allCases.map { ".redis.parameters.\($0)" })
    #expect(Set(owners.keys) == expected)
  }

  @Test func everyNameIsUsedOnce() {
    let names = Self.sections.flatMap { $0.fields.map(\.name) }
    #expect(Set(names).count == names.count)
  }

  @Test func everyLocationHasOneOwner() {
    var owners: [Location: String] = [:]
    for section in Self.sections {
      for field in section.fields {
        for spelling in field.spellings where spelling.part == nil {
          #expect(owners[spelling.location] == nil, "\(spelling.location) of \(field.name)")
          owners[spelling.location] = field.name
        }
      }
      for composite in section.composites {
        for location in composite.members {
          #expect(owners[location] == nil, "\(location) of \(composite.name)")
          owners[location] = composite.name
        }
      }
    }
  }

  @Test func everyPartOfACompositeHasOneOwner() {
    for section in Self.sections {
      for (composite, parts) in zip(section.composites, section.parts) {
        #expect(!parts.isEmpty, "\(composite.name)")
        #expect(Set(parts.values).count == parts.count, "\(composite.name)")
      }
    }
  }

  /// A section is found by its paths and variables before its fields exist.
  @Test func everyLocationIsFoundThroughItsSection() {
    for (section, index) in zip(FieldCatalog.builtIn.sections, Self.sections) {
      let variables = index.claims.map(\.location).filter { $0.surface == .environment }.map(\.name)
      // A component's section is found by its name.
      let paths =
        section.paths.words.isEmpty
        ? [section.title.split(separator: " ").last.map(String.init) ?? ""] : section.paths.words
      #expect(section.variables.words.sorted() == variables.sorted(), "\(section.title)")
      for case .helm(let path) in index.claims.map(\.location)
      where !path.hasPrefix("global.extraEnv.") {
        let isBelow = paths.contains { path == $0 || path.hasPrefix($0 + ".") }
        #expect(isBelow, "\(path)")
      }
    }
  }

  /// An input that a setting is read from is one that a module has.
  @Test func everyInputIsOneOfAModule() {
    let modules = OfficialModule.allCases.compactMap { ModuleCatalogue.builtIn.module($0) }
    for name in Self.sections.flatMap(\.claims).map(\.location)
      .filter({ $0.surface == .terraform }).map(\.name)
    {
      let owners = modules.filter { $0.variable(name)?.neverExisted == false }
      #expect(!owners.isEmpty, "\(name)")
    }
  }

  @Test func everyVariableThatPeopleSetIsOwned() {
    let names = FactsFile.lines("variables.txt")
    #expect(names.count == 168)
    for name in names {
      #expect(FieldCatalog.builtIn.knows(variable: name), "\(name)")
    }
  }

  @Test func summariesAreSentencesAndSourcesAreNamed() {
    for field in Self.fields {
      #expect(
        field.summary.hasSuffix(".") && field.summary.first?.isUppercase == true, "\(field.name)")
    }
    for section in FieldCatalog.builtIn.sections { #expect(!section.source().isEmpty) }
  }

  @Test func everyCanonicalHelmPathIsAKeyOfTheChart() {
    for section in Self.sections {
      for (location, claim) in section.claims {
        guard case .helm(let path) = location, !claim.isInert, !path.contains(".extraEnv.") else {
          continue
        }
        #expect(Self.isInChart(path), "\(path)")
      }
    }
  }

  /// Whether the chart has the path, or a free map above it.
  private static func isInChart(_ path: String) -> Bool {
    var key = ChartKey.root
    for name in path.split(separator: ".").map(String.init) {
      if key.kind == .freeMap { return true }
      guard let child = key.child(name) else { return false }
      key = child
    }
    return true
  }

  @Test func componentsAreThoseOfTheChart() {
    let components = ChartKey.root.names.filter { ChartKey.root.child($0)?.kind == .component }
    #expect(Set(components) == Set(ComponentName.all))
  }
}
