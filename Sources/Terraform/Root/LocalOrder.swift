import ConfigSyntax
import Diagnostics

/// The locals of a module, each after those that it refers to.
struct LocalOrder {
  /// The indices of the locals, without those that are part of a cycle.
  private(set) var places: [Int] = []
  private(set) var cycles: [[Int]] = []

  private enum State { case new, open, done }
  private var states: [State]
  private var cyclic: Set<Int> = []

  init(_ locals: [LocalDeclaration]) {
    var index: [ExactText: Int] = [:]
    for (place, local) in locals.enumerated() { index[ExactText(local.name.value)] = place }
    let edges = locals.map { local in
      HCLReferences(of: local.expression).references.compactMap { reference in
        reference.root.value == "local"
          ? reference.names.first.flatMap { index[ExactText($0.value)] } : nil
      }
    }
    states = Array(repeating: .new, count: locals.count)
    for place in locals.indices where states[place] == .new { visit(place, edges) }
    places.removeAll { cyclic.contains($0) }
  }

  /// Chains of locals may be long, so an array replaces recursion.
  private mutating func visit(_ start: Int, _ edges: [[Int]]) {
    var path: [(place: Int, next: Int)] = [(start, 0)]
    states[start] = .open
    while let (place, next) = path.last {
      guard next < edges[place].count else {
        path.removeLast()
        states[place] = .done
        places.append(place)
        continue
      }
      path[path.count - 1].next += 1
      let target = edges[place][next]
      switch states[target] {
      case .new:
        states[target] = .open
        path.append((target, 0))
      case .open: note(path.map(\.place), from: target)
      case .done: continue
      }
    }
  }

  /// A cycle is reported once, however many paths lead through its locals.
  private mutating func note(_ path: [Int], from target: Int) {
    guard !cyclic.contains(target), let first = path.firstIndex(of: target) else { return }
    let members = path[first...]
    let isNew = members.allSatisfy { !cyclic.contains($0) }
    cyclic.formUnion(members)
    if isNew { cycles.append(members.sorted()) }
  }
}

extension Diagnostic {
  /// Locals that refer to each other, in the order of the files.
  static func cycle(_ names: [Located]) -> Diagnostic {
    let shown = names.prefix(5).map { "`\($0.value)`" }.joined(separator: ", ")
    var diagnostic = Diagnostic(
      TerraformProblem.cyclicLocals,
      names.count == 1
        ? "the local \(shown) refers to itself"
        : "the locals \(shown)\(names.count > 5 ? ", …" : "") refer to each other",
      at: names[0].span)
    diagnostic.related = names.dropFirst().prefix(10).map { Label("part of the cycle", $0.span) }
    return diagnostic
  }

  /// A value that a validation of its variable rejects.
  static func failed(
    _ variable: VariableDeclaration, _ validation: Condition, _ errorMessage: String?
  ) -> Diagnostic {
    let text: Message =
      errorMessage.map { ": \(value: $0, at: validation.message.span)" } ?? ""
    var diagnostic = Diagnostic(
      TerraformProblem.failedValidation,
      "the value of `\(variable.name.value)` fails its validation\(text)",
      at: variable.value.span)
    diagnostic.related = [Label("the condition", validation.condition.span)]
    return diagnostic
  }
}
