import CloudDocuments
import ConfigSyntax
import Diagnostics
import Documents

/// What differs between the documents of clouds of two sides, by meaning.
///
/// Order says nothing in lists of methods, origins, statements and actions, and one value is a list
/// of one; of CORS documents the forms and names of a cloud say nothing either.
struct DocumentComparison {
  private(set) var differences: [Comparison.Difference] = []

  init(_ left: [CloudDocument], _ right: [CloudDocument]) {
    compare(left.compactMap(\.cors), right.compactMap(\.cors))
    for kind in DocumentKind.allCases {
      let sides = [left, right].map { side in
        side.filter { $0.policy != nil && $0.kind == kind }.map(\.document)
      }
      for number in 0..<max(sides[0].count, sides[1].count) {
        let name = number == 0 ? kind.rawValue : "\(kind.rawValue)[\(number)]"
        compare(name, Self.parts(sides[0], number), Self.parts(sides[1], number))
      }
    }
  }

  private mutating func add(_ name: String, _ left: String?, _ right: String?) {
    guard left != right else { return }
    differences.append(
      Comparison.Difference(
        name: name, left: left.map(SecretText.masked), right: right.map(SecretText.masked)))
  }

  // MARK: CORS

  private mutating func compare(_ left: [CORSDocument], _ right: [CORSDocument]) {
    let (left, right) = (left.flatMap(\.rules), right.flatMap(\.rules))
    for number in 0..<max(left.count, right.count) {
      let first = number < left.count ? Self.fields(left[number]) : []
      let second = number < right.count ? Self.fields(right[number]) : []
      for (index, name) in ["origins", "methods", "headers", "exposed", "maxAge"].enumerated() {
        add(
          "cors[\(number)].\(name)", first.isEmpty ? nil : first[index],
          second.isEmpty ? nil : second[index])
      }
    }
  }

  /// nil for what a rule does not say.
  private static func fields(_ rule: CORSRule) -> [String?] {
    [
      joined(rule.origins.values.map(\.text)), joined(rule.methods.values.map(\.text)),
      // Names of headers have no case.
      joined(rule.headers.values.map { $0.text.lowercased() }),
      joined(rule.exposed.values.map { $0.text.lowercased() }),
      rule.maxAge.map { String($0.seconds) },
    ]
  }

  private static func joined(_ texts: [String]) -> String? {
    texts.isEmpty ? nil : Set(texts).sorted().joined(separator: ", ")
  }

  // MARK: Policies

  private typealias Parts = [(name: String, value: String)]

  private mutating func compare(_ name: String, _ left: Parts, _ right: Parts) {
    let second = Dictionary(right.map { ($0.name, $0.value) }) { first, _ in first }
    let first = Dictionary(left.map { ($0.name, $0.value) }) { first, _ in first }
    for part in left { add("\(name).\(part.name)", part.value, second[part.name]) }
    for part in right where first[part.name] == nil {
      add("\(name).\(part.name)", nil, part.value)
    }
  }

  /// Each key of each statement, and each key beside them.
  private static func parts(_ documents: [ConfigDocument], _ number: Int) -> Parts {
    guard number < documents.count, let root = documents[number].root else { return [] }
    var parts: Parts = []
    for entry in root.entries ?? [] where entry.key.value != "Statement" {
      parts.append((entry.key.value, text(meaning(entry.value))))
    }
    let statements = root["Statement"].map(elements) ?? []
    var counts: [String: Int] = [:]
    for (key, statement) in named(statements) {
      counts[key, default: 0] += 1
      let count = counts[key] ?? 1
      let name = count == 1 ? key : "\(key)#\(count)"
      for member in statement.members?.entries ?? [] where member.key != "Sid" {
        parts.append(("Statement[\(name)].\(member.key)", text(member.value)))
      }
    }
    return parts
  }

  /// A statement without a name is called by its effect and what it is about.
  private static func named(
    _ statements: [ConfigNode]
  ) -> [(key: String, statement: DocumentValue)] {
    statements.map { statement in
      let meaning = meaning(statement)
      if let name = statement["Sid"]?.scalar?.text, !name.isEmpty { return (name, meaning) }
      let keys = ["Effect", "Action", "NotAction"].compactMap { meaning.members?[$0] }
      return (keys.map(text).joined(separator: " "), meaning)
    }
    .sorted { ($0.key, text($0.statement)) < ($1.key, text($1.statement)) }
  }

  private static func text(_ value: DocumentValue) -> String {
    JSONDocument.render(value, .compact)
  }

  private static func elements(_ node: ConfigNode) -> [ConfigNode] {
    if case .sequence(let elements) = node.kind { elements } else { [node] }
  }

  /// The data without order: lists sorted, a list of one as its element, numbers and flags as text.
  private static func meaning(_ node: ConfigNode) -> DocumentValue {
    switch node.kind {
    case .scalar(let scalar): return .string(scalar.text)
    case .damaged, .unknown: return .null
    case .mapping(let entries):
      let members = entries.map { (key: $0.key.value, value: meaning($0.value)) }
      return .object(DocumentValue.Members(members.sorted { $0.key < $1.key }))
    case .sequence(let elements):
      var values: [String: DocumentValue] = [:]
      for element in elements {
        let value = meaning(element)
        values[text(value)] = value
      }
      let sorted = values.keys.sorted().compactMap { values[$0] }
      return sorted.count == 1 ? sorted[0] : .array(sorted)
    }
  }
}
