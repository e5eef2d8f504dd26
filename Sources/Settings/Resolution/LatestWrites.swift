import ConfigSyntax
import Diagnostics

/// The last layer that writes a value at each of several paths in the chart's values.
///
/// The paths form a tree, so each layer is walked once, and only along these paths.
struct LatestWrites {
  private struct Step: Hashable {
    let parent: Int
    let key: ExactText
  }

  private static let root = 0
  /// The child node that a key leads to, by number.
  private var places: [Step: Int] = [:]
  private var layers: [Int: Int] = [:]

  init(of paths: [[String]]) {
    for path in paths {
      var place = Self.root
      for key in path {
        let next = places.count + 1
        let step = Step(parent: place, key: ExactText(key))
        place = places[step] ?? next
        places[step] = place
      }
    }
  }

  /// Adds the next layer, which overrides those added before.
  mutating func add(_ layer: Layer, _ number: Int) {
    guard let root = layer.document.root else { return }
    switch layer.kind {
    case .customResource: root["spec"]?["values"].map { add($0, Self.root, number) }
    case .helm: add(root, Self.root, number)
    case .set:
      for entry in root.entries ?? [] where !entry.value.isNull {
        guard let place = place(of: Resolver.keys(of: entry.key.value)) else { continue }
        layers[place] = number
      }
    case .environment, .module, .operatorChart: return
    }
  }

  private mutating func add(_ node: ConfigNode, _ place: Int, _ number: Int) {
    if !node.isNull { layers[place] = number }
    for entry in node.entries ?? [] {
      guard let next = places[Step(parent: place, key: ExactText(entry.key.value))] else {
        continue
      }
      add(entry.value, next, number)
    }
  }

  private func place(of path: [String]) -> Int? {
    var place = Self.root
    for key in path {
      guard let next = places[Step(parent: place, key: ExactText(key))] else { return nil }
      place = next
    }
    return place
  }

  func isWritten(_ path: [String], after layer: Int) -> Bool {
    place(of: path).flatMap { layers[$0] }.map { $0 > layer } ?? false
  }
}
