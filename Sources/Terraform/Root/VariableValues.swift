import ConfigSyntax
import Diagnostics

/// The values that files, the environment and the command line set for variables.
struct VariableValues {
  enum Source {
    case file, environment, commandLine
  }

  struct Assignment {
    let name: Located
    let value: HCLValue
    let source: Source
  }

  /// In reading order: of several values for one name, the last counts.
  private(set) var all: [Assignment] = []
  private var places: [ExactText: Int] = [:]
  /// Whether any value is set; without one, the module is probably not meant to run yet.
  private(set) var isGiven = false
  /// Whether a value may be in a region that did not parse.
  private(set) var isDamaged = false

  private let declared: [ExactText: VariableDeclaration]

  /// `damage` may set variables as well.
  init(of variables: [VariableDeclaration], damage: [SourceSpan]) {
    declared = Dictionary(
      variables.map { (ExactText($0.name.value), $0) }, uniquingKeysWith: { first, _ in first })
    isDamaged = !damage.isEmpty
  }

  func last(_ name: String) -> Assignment? { places[ExactText(name)].map { all[$0] } }

  mutating func add(_ file: TfvarsFile) {
    isGiven = true
    if !file.damage.isEmpty { isDamaged = true }
    for assignment in file.assignments {
      add(Assignment(name: assignment.name, value: assignment.value, source: .file))
    }
  }

  /// Text for a primitive variable is used unchanged, for others it is read as an expression.
  mutating func add(
    _ setting: TerraformInput.Setting, _ source: Source, _ bag: inout DiagnosticBag
  ) {
    isGiven = true
    let variable = declared[ExactText(setting.name.value)]
    let type = variable?.hasTypeOfItsOwn == true ? variable?.type : .string
    guard let value = setting.value(of: type, &bag) else {
      isDamaged = true
      return
    }
    add(Assignment(name: setting.name, value: value, source: source))
  }

  private mutating func add(_ assignment: Assignment) {
    places[ExactText(assignment.name.value)] = all.count
    all.append(assignment)
  }
}
