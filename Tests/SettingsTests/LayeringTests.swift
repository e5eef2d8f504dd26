import ConfigSyntax
import Diagnostics
import Generators
import Settings
import TestSupport
import Testing

/// Many layers merged at once, and one after the other.
@Suite struct LayeringTests {
  @Test(arguments: 1...200)
  func mergesManyLayersAsOneAfterTheOther(_ seed: UInt64) {
    var generator = SeededGenerator(seed)
    let layers = (0..<Int(generator.next() % 6) + 1).map { _ in tree(3, &generator) }
    let expected = layers.dropFirst().reduce(layers[0], override)
    #expect(ConfigNode.merged(layers).map(show) == show(expected))
  }

  /// One layer by another, as Helm does it.
  private func override(_ base: ConfigNode, _ other: ConfigNode) -> ConfigNode {
    guard var result = base.entries, let entries = other.entries else { return other }
    for entry in entries {
      if let index = result.firstIndex(where: { $0.key.value.isExactly(entry.key.value) }) {
        result[index] = Entry(key: entry.key, value: override(result[index].value, entry.value))
      } else {
        result.append(entry)
      }
    }
    return ConfigNode(.mapping(result), other.span)
  }

  @Test func hasNoTreeWithoutLayers() { #expect(ConfigNode.merged([]) == nil) }

  private func tree(_ depth: Int, _ generator: inout SeededGenerator) -> ConfigNode {
    let span = SourceSpan(FileID(0), Int(generator.next() % 1000), 1000)
    guard depth > 0, generator.next() % 4 > 0 else {
      return ConfigNode(.scalar(Scalar("\(generator.next() % 100)", .plain)), span)
    }
    let names = ["a", "b", "é", "e\u{301}"].filter { _ in generator.next() % 2 == 0 }
    let entries = names.map { Entry(key: Located($0, span), value: tree(depth - 1, &generator)) }
    return ConfigNode(.mapping(entries), span)
  }

  /// With the spans, which later findings point at.
  private func show(_ node: ConfigNode) -> String {
    guard let entries = node.entries else { return "\(node.scalar?.text ?? "")@\(node.span.lower)" }
    let pieces = entries.map { "\($0.key.value)@\($0.key.span.lower): \(show($0.value))" }
    return "{\(pieces.joined(separator: ", "))}@\(node.span.lower)"
  }
}
