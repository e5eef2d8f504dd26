import ConfigSyntax
import Diagnostics
import Settings
import Testing

/// Variables without a setting, by name and in input order.
@Suite struct VariableTableTests {
  private func variable(
    _ name: String, _ source: Unmodelled.Variable.Source, _ text: String = "x"
  ) -> Unmodelled.Variable {
    Unmodelled.Variable(
      name: name, value: ConfigNode(.scalar(Scalar(text, .plain)), SourceSpan(FileID(0), 0, 1)),
      source: source)
  }

  private func show(_ variables: [Unmodelled.Variable]) -> [String] {
    variables.map { "\($0.name)=\($0.value.scalar?.text ?? "") \($0.source)" }
  }

  @Test func keepsTheirOrder() {
    var kept = Unmodelled()
    for (name, source, text) in [
      ("A", .helm, "1"), ("B", .helm, "2"), ("A", .globalEnv, "3"), ("A", .helm, "4"),
      ("C", .globalEnv, "5"), ("C", .envFile, "6"), ("B", .envFile, "7"),
    ] as [(String, Unmodelled.Variable.Source, String)] {
      kept.setVariable(variable(name, source, text))
    }
    #expect(
      show(kept.environment) == ["A=4 helm", "B=7 envFile", "A=3 globalEnv", "C=6 envFile"])
    #expect(show(kept.distinctEnvironment) == ["B=7 envFile", "A=3 globalEnv", "C=6 envFile"])
    #expect(show(kept.variables(named: "A")) == ["A=4 helm", "A=3 globalEnv"])
    kept.removeVariables(named: "A")
    kept.setVariable(variable("A", .helm))
    kept.removeVariables { $0.name == "B" }
    #expect(show(kept.environment) == ["C=6 envFile", "A=x helm"])
    #expect(kept.keeps(variable: "A") && !kept.keeps(variable: "B"))
  }

  @Test func tellsCanonicallyEquivalentNamesApart() {
    var kept = Unmodelled()
    kept.setVariable(variable("\u{E9}", .helm))
    kept.setVariable(variable("e\u{301}", .helm))
    #expect(kept.environment.count == 2)
  }

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
      for location in SectionIndex(section).claims.map(\.location)
      where location.surface == .helm {
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
