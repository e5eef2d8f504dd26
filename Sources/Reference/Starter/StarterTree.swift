import Settings

/// The entries of a starter as Helm values: sections in the order in which they are first named.
struct StarterTree {
  /// A key with its value, or with the keys below it.
  private final class Node {
    let key: String
    var entry: Starter.Entry?
    var children: [Node] = []
    /// The heading of the group that begins here.
    var title: String?

    init(_ key: String) { self.key = key }

    /// Whether it is set without removing any `#`.
    var isActive: Bool {
      entry.map { !$0.isOptional } ?? children.contains(where: \.isActive)
    }
  }

  private let root = Node("")

  init(_ groups: [Starter.Group]) {
    for group in groups {
      var title: String? = group.title
      for entry in group.entries {
        var node = root
        for (depth, key) in ChartPath(entry.name).keys.enumerated() {
          if let child = node.children.first(where: { $0.key == key }) {
            node = child
            continue
          }
          let child = Node(key)
          // The heading precedes the group's own section, which is below `global` for most.
          if depth > 0 || key != "global" {
            child.title = title
            title = nil
          }
          node.children.append(child)
          node = child
        }
        node.entry = entry
      }
    }
  }

  /// The values, in block style.
  var text: String {
    var lines: [String] = []
    write(root.children, margin: "", &lines)
    return lines.map { $0 + "\n" }.joined()
  }

  private func write(_ nodes: [Node], margin: String, _ lines: inout [String]) {
    for node in nodes {
      if let title = node.title {
        if !lines.isEmpty, lines.last != "global:" { lines.append("") }
        lines.append("\(margin)# --- \(title) ---")
      } else if margin.isEmpty, !lines.isEmpty {
        lines.append("")
      }
      guard node.isActive else {
        var below: [String] = []
        writeAll([node], margin: "", &below)
        // Descriptions keep one space after the `#`, and what it disables has none.
        lines += below.map { $0.hasPrefix("# ") ? margin + $0 : "\(margin)#\($0)" }
        continue
      }
      writeKey(node, margin: margin, &lines)
      write(node.children, margin: margin + "  ", &lines)
    }
  }

  /// Writes keys without a `#`, whether they are optional or not.
  private func writeAll(_ nodes: [Node], margin: String, _ lines: inout [String]) {
    for node in nodes {
      writeKey(node, margin: margin, &lines)
      writeAll(node.children, margin: margin + "  ", &lines)
    }
  }

  private func writeKey(_ node: Node, margin: String, _ lines: inout [String]) {
    guard let entry = node.entry else {
      lines.append("\(margin)\(node.key):")
      return
    }
    lines += Self.comment(entry).map { "\(margin)# \($0)" }
    lines.append("\(margin)\(node.key): \(entry.value)")
  }

  /// What is said about an entry, in lines.
  static func comment(_ entry: Starter.Entry) -> [String] {
    let text = entry.comment ?? SettingsReference.field(named: entry.name)?.summary ?? ""
    return text.isEmpty
      ? [] : TextTable.wrap(text, width: 84).split(separator: "\n").map(String.init)
  }
}
