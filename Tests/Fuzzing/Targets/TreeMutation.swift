import Documents
import Generators

/// Changes one node of a document, or adds a setting where the product looks for it.
struct TreeMutation {
  private(set) var random: SeededGenerator
  private var values: ValueGenerator
  private var settings: ConfigurationMaker

  init(_ random: SeededGenerator) {
    self.random = random
    let seed = self.random.next()
    values = ValueGenerator(seed: seed, longestKey: 100)
    settings = ConfigurationMaker(seed: seed)
  }

  /// One to three changes.
  mutating func change(_ root: inout DocumentValue) {
    for _ in 0...(random.next() % 3) {
      if random.next() % 3 == 0 {
        addSetting(to: &root)
      } else {
        changeNode(&root, depth: 0)
      }
    }
  }

  /// The values of a resource are below `spec.values`.
  private mutating func addSetting(to root: inout DocumentValue) {
    guard case .object(var members) = root else { return }
    if case .object(var spec)? = members["spec"], var inner = spec["values"] {
      settings.addSetting(to: &inner)
      spec["values"] = inner
      members["spec"] = .object(spec)
      root = .object(members)
    } else if random.next() % 8 == 0 {
      members[random.pick(Words.inputs)] = values.value(depth: 3)
      root = .object(members)
    } else {
      settings.addSetting(to: &root)
    }
  }

  private mutating func changeNode(_ node: inout DocumentValue, depth: Int) {
    let isDeeper = random.next() % 6 > 0
    switch node {
    case .object(let members) where isDeeper && !members.isEmpty && depth < 60:
      var entries = members.entries
      let index = roll(entries.count)
      changeNode(&entries[index].value, depth: depth + 1)
      node = .object(.init(entries))
    case .array(var elements) where isDeeper && !elements.isEmpty && depth < 60:
      changeNode(&elements[roll(elements.count)], depth: depth + 1)
      node = .array(elements)
    default: replace(&node)
    }
  }

  private mutating func replace(_ node: inout DocumentValue) {
    switch (random.next() % 8, node) {
    case (0, .object(let members)) where !members.isEmpty:
      var entries = members.entries
      entries.remove(at: roll(entries.count))
      node = .object(.init(entries))
    case (1, .object(var members)):
      members[random.pick(Words.keys)] = values.value(depth: 3)
      node = .object(members)
    case (0, .array(var elements)) where !elements.isEmpty:
      elements.swapAt(0, roll(elements.count))
      node = .array(elements.dropLast())
    case (1, .array(let elements)): node = .array(elements + [values.scalar()])
    case (2, .string(let text)): node = .string(text + random.pick(Sample.connections))
    case (3, .string): node = .string(random.pick(Sample.connections))
    case (4, _): node = .array([node])
    case (5, _): node = .null
    default: node = values.value(depth: 3)
    }
  }

  private mutating func roll(_ sides: Int) -> Int { Int(random.next() % UInt64(sides)) }
}
