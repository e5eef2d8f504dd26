import Documents
import Settings

/// The schema of chart operator-wandb's values: the chart's keys, with the settings described.
enum ChartSchema {
  static var values: DocumentValue {
    var schema = section(.root)
    insertSettings(of: FieldCatalog.fixed.flatMap(\.fields), below: "", into: &schema)
    return schema
  }

  /// The definitions that `values` refers to: the section that all components share.
  static var definitions: DocumentValue {
    var component = section(ChartKey.component)
    insertSettings(
      of: FieldSection.component(ComponentName.documented).fields(),
      below: ComponentName.documented + ".",
      into: &component)
    return .object(["component": component])
  }

  private static func insertSettings(
    of fields: [Field<Configuration>], below prefix: String, into schema: inout DocumentValue
  ) {
    for field in fields {
      for spelling in field.spellings {
        guard case .helm(let path) = spelling.location, spelling.content != .reference,
          spelling.role != .ineffective, path.hasPrefix(prefix), !path.contains(".extraEnv.")
        else { continue }
        let keys = path.dropFirst(prefix.count).split(separator: ".")
          .flatMap { ["properties", String($0)] }
        schema.insert(property(field, spelling), at: keys)
      }
    }
  }

  /// A section with its keys; other keys are allowed, because a newer chart may have them.
  private static func section(_ key: ChartKey) -> DocumentValue {
    var properties = DocumentValue.Members()
    for name in key.ownNames {
      guard let child = key.child(name) else { continue }
      properties[name] = self.key(child)
    }
    return .object([
      "type": .array([.string("object"), .string("null")]), "properties": .object(properties),
    ])
  }

  private static func key(_ key: ChartKey) -> DocumentValue {
    var schema: DocumentValue
    switch key.kind {
    case .section: schema = section(key)
    case .component:
      schema = section(key)
      schema.insert(.string("#/$defs/component"), at: ["$ref"])
    case .freeMap, .vendored: schema = types("object", "null")
    case .list: schema = types("array", "null")
    case .boolean: schema = types("boolean", "null")
    case .number: schema = types("number", "string", "object", "null")
    case .text: schema = types("string", "number", "boolean", "object", "null")
    case .anything: schema = .object([:])
    }
    if case .read = key.outcome { return schema }
    schema.insert(.bool(true), at: ["deprecated"])
    return schema
  }

  private static func property(
    _ field: Field<Configuration>, _ spelling: Spelling
  ) -> DocumentValue {
    var schema: DocumentValue
    switch field.type {
    // A part of a composite shares its location with other parts.
    case _ where spelling.part != nil && spelling.part != .scheme: schema = types("string", "null")
    case .list: schema = types("array", "null")
    case .map: schema = types("object", "null")
    case .boolean: schema = types("boolean", "string", "null")
    case .integer: schema = types("integer", "string", "null")
    case .string, .secret, .duration: schema = types("string", "number", "boolean", "null")
    case .enumeration(let words):
      schema = .object(["enum": .array(words.map { .string($0) } + [.string(""), .null])])
    }
    if spelling.content == .literalOrReference {
      schema = .object(["anyOf": .array([schema, .object(["type": .string("object")])])])
    }
    schema.insert(.string(field.summary), at: ["description"])
    return schema
  }

  private static func types(_ names: String...) -> DocumentValue {
    .object(["type": .array(names.map { .string($0) })])
  }
}
