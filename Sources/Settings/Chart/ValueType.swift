import CFacts

/// The type of a value that the chart prints or passes on to Kubernetes.
package indirect enum ValueType: Sendable, Equatable {
  /// The key of a map of strings that is not restricted to names of labels.
  package enum TextMap: Sendable { case labels, annotations, annotationKeys, selector }

  case any, string, boolean, integer, integerOrText, quantity
  /// A condition in a template, where any text is true.
  case flag
  /// Digits that a template prints; `port` is one of a probe, which may be a name.
  case number, port
  /// A Boolean that a template prints.
  case boolText
  /// The name of an object.
  case name
  /// A key of the components' `sizing`.
  case size
  /// The host of an ingress rule.
  case host
  /// A container's variables.
  case environment
  /// One of these words.
  case words([String])
  case textMap(TextMap, isTemplate: Bool)
  /// Text that a template prints, with the letters of its traits.
  case text(TextTraits)
  case list(ValueType)
  case map(ValueType)
  case structure(ValueStructure)

  /// The chart's values as a whole.
  package static let root = ValueType("Values")

  /// The type of what is written at a dotted path; nil where it is not known.
  package static func at(_ path: String) -> ValueType? {
    path.split(separator: ".").reduce(Optional(root)) { type, key in
      switch type {
      case .structure(let structure): structure.type(of: String(key))
      case .map(let element): element
      default: nil
      }
    }
  }

  /// The type that the table writes so.
  init(_ text: some StringProtocol) {
    let text = String(text)
    let inner = { ValueType(text.dropFirst().dropLast()) }
    switch text.first {
    case "[": self = .list(inner())
    case "{": self = .map(inner())
    case "=":
      self = .words(
        String(text.dropFirst()).split(separator: ",", omittingEmptySubsequences: false)
          .map(String.init))
    default: self = Self.named(text)
    }
  }

  private static func named(_ name: String) -> ValueType {
    if name.hasPrefix("text ") { return .text(TextTraits(String(name.dropFirst(5)))) }
    return simple[name] ?? ValueStructure(named: name).map { .structure($0) } ?? .any
  }

  private static let simple: [String: ValueType] = [
    "any": .any, "string": .string, "boolean": .boolean, "integer": .integer,
    "integerOrText": .integerOrText, "quantity": .quantity, "flag": .flag, "name": .name,
    "host": .host, "size": .size, "environment": .environment, "number": .number, "port": .port,
    "boolText": .boolText,
    "labels": .textMap(.labels, isTemplate: false), "labels~": .textMap(.labels, isTemplate: true),
    "annotations": .textMap(.annotations, isTemplate: false),
    "annotations~": .textMap(.annotations, isTemplate: true),
    "annotationKeys": .textMap(.annotationKeys, isTemplate: false),
    "selector~": .textMap(.selector, isTemplate: true),
  ]
}

/// What a template does with text, one letter each; `CFacts/kubernetes-types.txt` explains them.
package struct TextTraits: Sendable, Equatable {
  private let letters: String

  init(_ letters: String) { self.letters = letters }

  package func contains(_ letter: Character) -> Bool { letters.contains(letter) }
}

/// Keys with a type each: a section of the chart's values, or a structure of Kubernetes.
package struct ValueStructure: Sendable, Equatable {
  package let name: String
  /// Whether Kubernetes knows no other keys.
  package let isClosed: Bool
  /// The lines of its keys: a space, the key, a TAB and the type.
  private let lines: ArraySlice<Substring>

  package static func == (left: ValueStructure, right: ValueStructure) -> Bool {
    left.name == right.name
  }

  /// The type of `key`; nil where it is not known.
  package func type(of key: String) -> ValueType? {
    for line in lines {
      let rest = line.dropFirst()
      if rest.hasPrefix(key), rest.utf8.dropFirst(key.utf8.count).first == 0x09 {
        return ValueType(rest[rest.utf8.index(rest.startIndex, offsetBy: key.utf8.count + 1)...])
      }
    }
    return isOpenToComponents && ComponentName.isComponent(key) ? ValueType("Component") : nil
  }

  private var isOpenToComponents: Bool { name == "Values" }

  /// The keys, in lexical order.
  package var names: [String] {
    lines.map { String($0.dropFirst().prefix { $0 != "\t" }) }.sorted()
  }

  fileprivate init?(named name: String) {
    guard let found = Self.all[name] else { return nil }
    self = found
  }

  private init(_ lines: [Substring]) {
    let head = lines.first ?? ""
    isClosed = head.hasSuffix("!")
    name = String(isClosed ? head.dropLast() : head)
    self.lines = lines.dropFirst()
  }

  private static let all: [String: ValueStructure] = {
    let bytes = UnsafeBufferPointer(
      start: wandb_kubernetes_types.bytes, count: Int(wandb_kubernetes_types.count))
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    var structures: [String: ValueStructure] = [:]
    var current: [Substring] = []
    func finish() {
      guard !current.isEmpty else { return }
      let structure = ValueStructure(current)
      structures[structure.name] = structure
    }
    for line in lines where !line.hasPrefix("#") {
      if line.hasPrefix(" ") {
        current.append(line)
      } else {
        finish()
        current = [line]
      }
    }
    finish()
    return structures
  }()
}

/// The requests and limits that the chart's `sizing` sets.
package enum ChartSizes {
  /// The quantity of `resource` ("cpu", "memory") in `section` ("limits", "requests").
  package static func quantity(
    of component: String, size: String, section: String, resource: String
  ) -> String? {
    guard let column = columns["\(section).\(resource)"] else { return nil }
    let bytes = UnsafeBufferPointer(
      start: wandb_chart_sizes.bytes, count: Int(wandb_chart_sizes.count))
    let start = "\(component)\t\(size)\t"
    let line = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
      .first { $0.hasPrefix(start) }
    guard let line else { return nil }
    let cell = line.split(separator: "\t")[column]
    return cell == "-" ? nil : String(cell)
  }

  private static let columns = [
    "limits.cpu": 2, "limits.memory": 3, "requests.cpu": 4, "requests.memory": 5,
  ]
}
