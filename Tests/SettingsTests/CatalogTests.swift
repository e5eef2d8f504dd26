import Foundation
import Settings
import TestSupport
import Testing

/// The table is complete and says everything once.
@Suite struct CatalogTests {
  @Test func everyLeafOfTheModelHasOneField() {
    // Count the settings of the model itself, section by section.
    let model = Mirror(reflecting: Configuration())
    var leaves = 0
    func count(_ mirror: Mirror) {
      for child in mirror.children {
        let type = String(describing: type(of: child.value))
        if type.hasPrefix("Setting<") {
          leaves += 1
        } else if !type.contains("Unmodelled"), !type.hasPrefix("Dictionary") {
          count(Mirror(reflecting: child.value))
        }
      }
    }
    count(model)
    #expect(FieldCatalog.fields.count == leaves + RedisParameter.allCases.count)
  }

  @Test func everyNameIsUsedOnce() {
    let names = FieldCatalog.fields.map(\.name)
    #expect(Set(names).count == names.count)
  }

  @Test func everyPlaceOfItsOwnHasOneOwner() {
    var owners: [Place: String] = [:]
    for field in FieldCatalog.fields {
      for spelling in field.spellings where spelling.part == nil {
        #expect(owners[spelling.place] == nil, "\(spelling.place) of \(field.name)")
        owners[spelling.place] = field.name
      }
    }
  }

  @Test func everyPartOfACompositeHasOneOwner() {
    for (composite, parts) in zip(FieldCatalog.composites, FieldCatalog.index.parts) {
      #expect(!parts.isEmpty, "\(composite.name)")
      #expect(Set(parts.values).count == parts.count, "\(composite.name)")
    }
  }

  @Test func summariesAreSentences() {
    for field in FieldCatalog.fields {
      #expect(
        field.summary.hasSuffix(".") && field.summary.first?.isUppercase == true, "\(field.name)")
    }
  }

  /// The facts decide; skipped where they are not beside the project.
  private static let facts = Fixture.project.appending(path: "../shared/facts/helm-values.json")

  @Test(.enabled(if: FileManager.default.fileExists(atPath: facts.path), "the facts are not here"))
  func everyHelmPathIsOneThatTheChartReads() throws {
    let data = try Data(contentsOf: Self.facts)
    let facts = String(decoding: data, as: UTF8.self)
    for field in FieldCatalog.fields {
      for spelling in field.spellings where spelling.part == nil {
        guard case .helm(let path) = spelling.place, case .canonical = spelling.role,
          !path.contains(".params."), !path.contains("extraEnv")
        else { continue }
        #expect(facts.contains("\"\(path)\""), "\(path)")
      }
    }
  }
}
