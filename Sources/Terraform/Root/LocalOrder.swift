import ConfigSyntax
import Diagnostics

/// The order in which the locals of a module are evaluated: each after those that it refers to.
struct LocalOrder {
  /// The indices of the locals, without those that are part of a cycle.
  private(set) var indices: [Int] = []
  private(set) var cycles: [[Int]] = []

  /// Whether a local was not visited, is being visited, or is done.
  private enum State { case new, open, done }
  private var states: [State]
  private var cyclic: Set<Int> = []

  init(_ locals: [LocalDeclaration]) {
    var byName: [ExactText: Int] = [:]
    for (index, local) in locals.enumerated() { byName[ExactText(local.name.value)] = index }
    let edges = locals.map { local in
      HCLReferences(of: local.expression).references.compactMap { reference in
        reference.root.value == "local"
          ? reference.names.first.flatMap { byName[ExactText($0.value)] } : nil
      }
    }
    states = Array(repeating: .new, count: locals.count)
    for index in locals.indices where states[index] == .new { visit(index, edges) }
    indices.removeAll { cyclic.contains($0) }
  }

  /// Chains of locals may be long, so an array replaces recursion.
  private mutating func visit(_ start: Int, _ edges: [[Int]]) {
    var path: [(index: Int, next: Int)] = [(start, 0)]
    states[start] = .open
    while let (index, next) = path.last {
      guard next < edges[index].count else {
        path.removeLast()
        states[index] = .done
        indices.append(index)
        continue
      }
      path[path.count - 1].next += 1
      let target = edges[index][next]
      switch states[target] {
      case .new:
        states[target] = .open
        path.append((target, 0))
      case .open: note(path.map(\.index), from: target)
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
