import Diagnostics
/// The type of a value that the chart prints or passes on to Kubernetes.
package indirect enum ValueType: Sendable, Equatable {
  /// A map of strings; a template cuts off what follows 63 characters in `cutLabels`, and
  /// the values of `annotationKeys` are checked elsewhere.
  package enum TextMap: Sendable { case labels, cutLabels, annotations, annotationKeys, selector }

  case any, string, boolean, integer, integerOrText, quantity
  /// A condition in a template, where any text is true.
  case flag
  /// A flag that a template prints too.
  case shownFlag
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
  /// One of these words, which a template prints, so that none is the default.
  case printedWords([String])
  /// One of the words that a template compares the value with; it ignores any other.
  case keywords([String])
  case textMap(TextMap, isTemplate: Bool)
  /// Text that a template prints, with the letters of its traits.
  case text(TextTraits)
  case list(ValueType)
  case map(ValueType)
  case structure(ValueStructure)

  /// Whether the value may be a percentage.
  package var isAmount: Bool {
    if case .text(let traits) = self { traits.contains("Y") } else { false }
  }

  /// Whether YAML strips whitespace at the ends, because a template prints the value without quotes.
  package var isStripped: Bool {
    switch self {
    case .number: true
    case .text(let traits):
      // Of `z`, the quotes come after YAML.
      traits.contains("z")
        || !traits.contains("q") && (traits.contains("y") || traits.contains("Y"))
    default: false
    }
  }

  /// The chart's values as a whole.
  package static let root = ValueType("Values")

  /// The type of what is written at a dotted path; nil where it is not known.
  package static func at(_ path: String) -> ValueType? {
    path.pieces(between: ".").reduce(Optional(root)) { type, key in
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
    case "=": self = .words(Self.wordList(text))
    case "?": self = .printedWords(Self.wordList(text))
    case "~": self = .keywords(Self.wordList(text))
    default: self = Self.named(text)
    }
  }

  private static func wordList(_ text: String) -> [String] {
    text.dropFirst().split(separator: ",", omittingEmptySubsequences: false).map(String.init)
  }

  private static func named(_ name: String) -> ValueType {
    switch name {
    case "any": .any
    case "string": .string
    case "boolean": .boolean
    case "integer": .integer
    case "integerOrText": .integerOrText
    case "quantity": .quantity
    case "flag": .flag
    case "shownFlag": .shownFlag
    case "name": .name
    case "host": .host
    case "size": .size
    case "environment": .environment
    case "number": .number
    case "port": .port
    case "boolText": .boolText
    case "labels": .textMap(.labels, isTemplate: false)
    case "cutLabels": .textMap(.cutLabels, isTemplate: false)
    case "cutLabels~": .textMap(.cutLabels, isTemplate: true)
    case "annotations": .textMap(.annotations, isTemplate: false)
    case "annotations~": .textMap(.annotations, isTemplate: true)
    case "annotationKeys": .textMap(.annotationKeys, isTemplate: false)
    case "selector~": .textMap(.selector, isTemplate: true)
    case _ where name.hasPrefix("text "): .text(TextTraits(String(name.dropFirst(5))))
    default: ValueStructure(named: name).map { .structure($0) } ?? .any
    }
  }
}

/// What a template does with text, one letter each; `CFacts/kubernetes-types.txt` explains them.
package struct TextTraits: Sendable, Equatable {
  /// A bit for each letter: the lower six bits of all of them differ.
  private let bits: UInt64

  init(_ letters: String) {
    bits = letters.unicodeScalars.reduce(0) { $0 | Self.bit($1) }
  }

  /// Whether the template does what `letter` stands for.
  package func contains(_ letter: Unicode.Scalar) -> Bool { bits & Self.bit(letter) != 0 }

  private static func bit(_ letter: Unicode.Scalar) -> UInt64 { 1 << UInt64(letter.value & 63) }
}

/// Keys with a type each: a section of the chart's values, or a structure of Kubernetes.
package struct ValueStructure: Sendable, Equatable {
  private let line: ChartFactLine
  /// The name by which other types refer to it.
  package let name: String
  /// Whether Kubernetes knows no other keys.
  package let isClosed: Bool

  /// A number that no other structure has.
  package var number: Int { line.offset }

  package static func == (left: ValueStructure, right: ValueStructure) -> Bool {
    left.number == right.number
  }

  /// The keys that Kubernetes requires.
  package var required: [String] {
    guard line.bytes(1).first == UInt8(ascii: "+") else { return [] }
    return line.children.filter { $0.column(2) == "+" }.map(\.name)
  }

  /// The type of `key`; nil where it is not known.
  ///
  /// Reads the facts, so who asks about many values remembers the answers.
  package func type(of key: String) -> ValueType? {
    if let type = line.child(key)?.column(1) { return ValueType(type) }
    return isOpenToComponents && ComponentName.isComponent(key) ? ValueType("Component") : nil
  }

  private var isOpenToComponents: Bool { name == "Values" }

  /// The keys, in lexical order.
  package var names: [String] { line.childNames.sorted() }

  fileprivate init?(named name: String) {
    guard let line = ChartFacts.types.root.child(name) else { return nil }
    self.line = line
    self.name = name
    isClosed = !line.bytes(1).isEmpty
  }
}

/// The requests and limits that the chart's `sizing` sets.
package enum ChartSizes {
  /// The sizes, from the smallest on.
  package static let names = [
    "default", "testing", "small", "medium", "large", "xlarge", "xxlarge",
  ]

  /// The quantity of `resource` ("cpu", "memory") in `section` ("limits", "requests").
  package static func quantity(
    of component: String, size: String, section: String, resource: String
  ) -> String? {
    guard let column = columns["\(section).\(resource)"] else { return nil }
    let line = ChartFacts.sizes.root.firstChild {
      $0.isNamed(component.utf8) && $0.column(1) == size
    }
    let cell = line?.column(column)
    return cell == "-" ? nil : cell
  }

  private static let columns = [
    "limits.cpu": 2, "limits.memory": 3, "requests.cpu": 4, "requests.memory": 5,
  ]
}
