import Foundation
import Settings
import Terraform
import TestSupport
import Testing

struct ModuleInputTableTests {
  @Test func everySettingExists() {
    for row in ModuleInputTable.rows {
      guard let setting = row.setting else { continue }
      #expect(FieldCatalog.field(named: setting) != nil, "\(row.name)")
    }
  }

  @Test func everyRowIsAnInputOfSomeRelease() {
    for row in ModuleInputTable.rows {
      let modules = OfficialModule.allCases.filter { row.isFor($0) }
      let isKnown = modules.contains {
        ModuleCatalogue.builtIn.module($0)?.variable(row.name) != nil
      }
      #expect(isKnown, "\(row.name)")
    }
  }

  /// Every input of any release without a row, by module: an input that is missing here and in the
  /// table was forgotten.
  @Test func inputsWithoutARowAreListed() throws {
    let lines = OfficialModule.allCases.filter { $0.root == $0 && $0 != .helm }.flatMap { module in
      (ModuleCatalogue.builtIn.module(module)?.variables ?? []).map(\.name).sorted()
        .filter { ModuleInputTable.row($0, of: module) == nil }
        .map { module.setting($0) }
    }
    try Golden.expect(
      lines.joined(separator: "\n") + "\n",
      at: Fixture.project.appending(path: "fixtures/module-inputs-without-setting.txt"))
  }
}
