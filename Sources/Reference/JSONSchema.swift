package import Documents
import Settings

/// JSON Schemas (2020-12) of what is read and printed.
package enum JSONSchema {
  private static let dialect = DocumentValue.string("https://json-schema.org/draft/2020-12/schema")

  /// Helm values: the settings' own paths; every other key is open.
  package static var values: DocumentValue {
    var tree = DocumentValue.Members()
    tree["$schema"] = dialect
    tree["title"] = .string("Values of chart operator-wandb that wandb-cfg models")
    tree["type"] = .string("object")
    var schema = DocumentValue.object(tree)
    for (place, field, spelling) in places(on: .helm) {
      let path = place.split(separator: ".").flatMap { ["properties", String($0)] }
      schema.insert(property(field, spelling), at: path)
    }
    return schema
  }

  /// Variables: names, and what their values are.
  package static var environment: DocumentValue {
    var members = DocumentValue.Members()
    for (place, field, spelling) in places(on: .environment) {
      members[place] = .object([
        "type": .string("string"),
        "description": .string(
          spelling.part == nil ? field.summary : "Connection string that holds several settings."),
      ])
    }
    return .object([
      "$schema": dialect, "title": .string("Variables that wandb-cfg models"),
      "type": .string("object"), "properties": .object(members),
    ])
  }

  private static func places(
    on surface: Surface
  ) -> [(String, Field<Configuration>, Spelling)] {
    var seen: Set<String> = []
    var result: [(String, Field<Configuration>, Spelling)] = []
    for field in FieldCatalog.fields {
      for spelling in field.spellings where spelling.place.surface == surface {
        let isSecretName = spelling.content == .reference
        guard !isSecretName, seen.insert(spelling.place.name).inserted else { continue }
        result.append((spelling.place.name, field, spelling))
      }
    }
    return result
  }

  private static func property(
    _ field: Field<Configuration>, _ spelling: Spelling
  ) -> DocumentValue {
    var members: DocumentValue.Members = ["description": .string(field.summary)]
    if case .ineffective = spelling.role { members["deprecated"] = .bool(true) }
    guard spelling.content != .literalOrReference else {
      members["anyOf"] = .array([type(field, spelling), .object(["type": .string("object")])])
      return .object(members)
    }
    for entry in type(field, spelling).members?.entries ?? [] { members[entry.key] = entry.value }
    return .object(members)
  }

  private static func type(
    _ field: Field<Configuration>, _ spelling: Spelling
  ) -> DocumentValue {
    // A part of a composite shares its place with others.
    guard spelling.part == nil || spelling.part == .scheme else {
      return .object(["type": .array([.string("string"), .string("null")])])
    }
    switch field.type {
    case .string, .secret:
      return .object(["type": .array(["string", "number", "boolean", "null"].map { .string($0) })])
    case .boolean:
      return .object(["type": .array(["boolean", "string", "null"].map { .string($0) })])
    case .integer:
      return .object(["type": .array(["integer", "string", "null"].map { .string($0) })])
    case .enumeration(let words):
      return .object(["enum": .array(words.map { .string($0) } + [.string(""), .null])])
    }
  }
}
