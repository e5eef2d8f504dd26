import Diagnostics
package import Documents
import Pipeline
import Settings
import Surfaces

/// Makes Helm values from random fields of the table, each with a value of its type.
package struct ConfigurationMaker {
  private var generator: SeededGenerator
  private let fields = settable

  package init(seed: UInt64) {
    generator = SeededGenerator(seed)
  }

  /// Every setting that Helm values spell on their own, apart from connection strings.
  private static let settable: [Field<Configuration>] = {
    let components = FieldCatalog.builtIn.sections.filter {
      ["Component app", "Component weave-trace"].contains($0.title)
    }
    // Connection strings need all their parts; `RoundTripTests` makes those.
    return (FieldCatalog.fixed.flatMap(\.fields) + components.flatMap { $0.fields() })
      .filter { ConfigurationMaker.path(of: $0) != nil && !$0.name.contains("ucket.") }
      .filter { $0.name != "global.host" }
  }()

  package var seed: UInt64 { generator.seed }

  /// Configurations of a few settings each, which together have every setting, and ones of more.
  package mutating func samples() -> [String] {
    var rest = fields.shuffled(using: &generator)
    var samples: [String] = []
    while !rest.isEmpty {
      samples.append(text(of: rest.prefix(12)))
      rest.removeFirst(min(12, rest.count))
    }
    return samples
  }

  private mutating func text(of fields: ArraySlice<Field<Configuration>>) -> String {
    var tree = base()
    for field in fields { insert(field, into: &tree) }
    return YAMLDocument.render(tree)
  }

  /// The services that other settings are about.
  private mutating func base() -> DocumentValue {
    var tree = DocumentValue.object([:])
    tree.insert(.string("https://w.example.com"), at: ["global", "host"])
    tree.insert(.string("eyJhIjoxfQ.eyJiIjoyfQ.c2ln"), at: ["global", "license"])
    tree.insert(.string("db"), at: ["global", "mysql", "host"])
    tree.insert(.string("cache"), at: ["global", "redis", "host"])
    tree.insert(.string("mail"), at: ["global", "email", "smtp", "host"])
    tree.insert(.string("s3"), at: ["global", "bucket", "provider"])
    tree.insert(.string("files"), at: ["global", "bucket", "name"])
    return tree
  }

  /// Sets any setting to a value of its type.
  package mutating func addSetting(to tree: inout DocumentValue) {
    insert(generator.pick(fields), into: &tree)
  }

  private mutating func insert(
    _ field: Field<Configuration>, into tree: inout DocumentValue
  ) {
    guard let (path, spelling) = Self.path(of: field) else { return }
    tree.insert(value(field, spelling, path), at: path)
  }

  /// Where Helm values spell the setting on its own.
  private static func path(of field: Field<Configuration>) -> ([String], Spelling)? {
    let own = field.spellings.filter { $0.part == nil && $0.role == .canonical }
    if let helm = own.first(where: { $0.location.surface == .helm }) {
      return (helm.location.name.split(separator: ".").map(String.init), helm)
    }
    guard let variable = own.first(where: { $0.location.surface == .environment }) else {
      return nil
    }
    return (["global", "extraEnv", variable.location.name], variable)
  }

  private mutating func value(
    _ field: Field<Configuration>, _ spelling: Spelling, _ path: [String]
  ) -> DocumentValue {
    // Only such an image is recognised as the server's.
    switch field.name {
    case "app.image.repository": return .string("r.example.com/wandb/local")
    case "app.image.tag": return .string("0.\(generator.next() % 99).0")
    case "app.image.digest": return .string("sha256:" + String(repeating: "a1", count: 32))
    default: break
    }
    let isVariable = path.dropFirst().first == "extraEnv"
    switch field.type {
    case .integer:
      var number = Int(generator.next() % 60_000) + 1
      if case .range(let range)? = field.constraints.first {
        number = min(max(number, range.lowerBound), range.upperBound)
      }
      return isVariable ? .string(String(number)) : .number(String(number))
    case .boolean:
      let flag = generator.pick([true, false])
      return isVariable ? .string(flag ? "true" : "false") : .bool(flag)
    case .enumeration(let words): return .string(generator.pick(words))
    case .duration:
      let hours = generator.next() % 900 + 1
      return spelling.encoding == .hours ? .number(String(hours)) : .string("\(hours)h")
    case .list: return .array([.object(["name": .string(word())]), .string(word())])
    case .map: return .object([word(): .string(word()), "b.c/d": .string("1")])
    case .string, .secret:
      let text = field.name.hasSuffix(".host") ? "h\(generator.next() % 99).example.com" : word()
      if spelling.encoding == .urlText { return .string(PercentEncoding.encode(text)) }
      return .string(isVariable ? KubernetesText.escape(text) : text)
    }
  }

  private mutating func word() -> String {
    let alphabet = Array("abcXYZ019!$&'()*,;=:@/?#[]%+ é漢👍-._~\"\\{}")
    return "w" + String((0..<(generator.next() % 12)).map { _ in generator.pick(alphabet) }) + "w"
  }
}
