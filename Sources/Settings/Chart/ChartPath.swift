/// The path of a key in the values of chart operator-wandb.
package struct ChartPath: Hashable, Sendable, ExpressibleByStringLiteral {
  /// The keys from the top level down; an element of a list is its index.
  package let keys: [String]

  /// A path of these keys, which may contain dots.
  package init(_ keys: [String]) { self.keys = keys }

  /// A path with dots between its keys; in a key, a dot is written `\.`, as Helm's `--set` does.
  package init(_ dotted: String) {
    guard dotted.contains("\\") else {
      keys = dotted.split(separator: ".").map(String.init)
      return
    }
    var keys = [""]
    var isEscaped = false
    for character in dotted {
      switch character {
      case "\\" where !isEscaped: isEscaped = true
      case "." where !isEscaped: keys.append("")
      default:
        if isEscaped, character != "." { keys[keys.count - 1].append("\\") }
        keys[keys.count - 1].append(character)
        isEscaped = false
      }
    }
    self.keys = keys
  }

  package init(stringLiteral dotted: String) { self.init(dotted) }
}
