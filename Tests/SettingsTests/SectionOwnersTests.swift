import Settings
import Testing

/// Which section a path or a variable belongs to.
@Suite struct SectionOwnersTests {
  /// The words of the sections find the same keys as their fields.
  @Test func topLevelKeysAreThoseOfTheFields() {
    var index = FieldIndex(.builtIn)
    let claims = FieldCatalog.builtIn.sections.flatMap { SectionIndex($0).claims }
    let paths = claims.map(\.location).filter { $0.surface == .helm }.map(\.name)
    let keys = paths.map { path in String(path.prefix { $0 != "." }) }
    #expect(index.keys(in: "") == Set(keys).sorted())
  }

  @Test func everyPathIsFoundInItsSection() {
    var index = FieldIndex(.builtIn)
    for (number, section) in FieldCatalog.builtIn.sections.enumerated() {
      // Variables of the old LDAP settings are written below `global.extraEnv`, which no section owns.
      for location in SectionIndex(section).claims.map(\.location)
      where location.surface == .helm && !location.name.hasPrefix("global.extraEnv.") {
        guard case .claim(_, let found) = index.find(location) else {
          Issue.record("no setting is found at \(location.name)")
          continue
        }
        #expect(found == number, "\(location.name)")
        let keys = location.name.split(separator: ".").map(String.init)
        for count in 1..<max(1, keys.count) {
          let above = keys.prefix(count).joined(separator: ".")
          if case .nothing = index.find(.helm(above)) {
            Issue.record("\(above) is not above \(location.name)")
          }
        }
      }
    }
  }

  @Test(arguments: ["", ".", "global.", ".global", "zebra.host", "global.hos", "global.hostname"])
  func findsNothingAtAnUnknownPath(_ path: String) {
    var index = FieldIndex(.builtIn)
    if case .nothing = index.find(.helm(path)) { return }
    Issue.record("something is found at \(path)")
  }

  @Test func everyVariableIsFoundInItsSection() {
    let sections = FieldCatalog.builtIn.sections
    for (number, section) in sections.enumerated() {
      for name in section.variables.words {
        let first = sections.firstIndex { $0.variables.contains(name) }
        #expect(FieldCatalog.builtIn.sectionNumber(ofVariable: name) == first, "\(number)")
      }
    }
    #expect(FieldCatalog.builtIn.sectionNumber(ofVariable: "HOSTS") == nil)
    #expect(FieldCatalog.builtIn.sectionNumber(ofVariable: "") == nil)
  }
}
