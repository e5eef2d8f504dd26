import ConfigSyntax
import Diagnostics
import Generators
import Settings
import TestSupport
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

  /// Against a plain list, with removals in between.
  @Test(arguments: 1...50)
  func keepsWhatAListWould(_ seed: UInt64) {
    var generator = SeededGenerator(seed)
    var kept = Unmodelled()
    var list: [(name: String, value: String)] = []
    for number in 0..<200 {
      let name = "V\(generator.next() % 20)"
      if generator.next() % 4 == 0 {
        kept.removeVariables(named: name)
        list.removeAll { $0.name == name }
        continue
      }
      kept.setVariable(variable(name, .helm, "\(number)"))
      if let index = list.firstIndex(where: { $0.name == name }) {
        list[index].value = "\(number)"
      } else {
        list.append((name, "\(number)"))
      }
    }
    #expect(show(kept.environment) == list.map { "\($0.name)=\($0.value) helm" })
    for name in (0..<20).map({ "V\($0)" }) {
      #expect(kept.keeps(variable: name) == list.contains { $0.name == name })
    }
  }
}
