import ConfigSyntax
import Diagnostics

/// Which calls of official W&B modules read each other's outputs, directly or through locals.
struct ModuleLinks {
  /// How many calls one local may refer to, so that growth through locals is bounded.
  private static let most = 8

  private let places: [ExactText: Int]
  private var locals: [ExactText: [Int]] = [:]

  init(_ calls: [OfficialCall], _ root: RootModule) {
    places = Dictionary(
      calls.enumerated().map { (ExactText($1.call.name.value), $0) },
      uniquingKeysWith: { first, _ in first })
    for place in LocalOrder(root.locals).places {
      let local = root.locals[place]
      var found: [Int] = []
      for target in targets(of: local.expression) where !found.contains(target) {
        found.append(target)
        if found.count == Self.most { break }
      }
      if !found.isEmpty { locals[ExactText(local.name.value)] = found }
    }
  }

  /// The calls whose outputs the inputs of `call` use, and those in its `depends_on`.
  func targets(of call: ModuleCall) -> [Int] {
    let awaited = call.dependencies.compactMap { name -> Int? in
      guard name.value.hasPrefix("module.") else { return nil }
      return places[ExactText(String(name.value.dropFirst(7).prefix { $0 != "." }))]
    }
    return call.inputs.compactMap(\.expression).flatMap { targets(of: $0) } + awaited
  }

  private func targets(of expression: HCLExpression) -> [Int] {
    HCLReferences(of: expression).references.flatMap { reference -> [Int] in
      guard let name = reference.names.first else { return [] }
      switch reference.root.value {
      case "module": return places[ExactText(name.value)].map { [$0] } ?? []
      case "local": return locals[ExactText(name.value)] ?? []
      default: return []
      }
    }
  }
}
