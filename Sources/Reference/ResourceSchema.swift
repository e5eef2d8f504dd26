import Documents
import Settings

/// The schema of a custom resource of apps.wandb.com/v2: that of its CustomResourceDefinition, which
/// also refuses the fields that Kubernetes drops.
enum ResourceSchema {
  static var schema: DocumentValue {
    .object([
      "$schema": JSONSchema.dialect, "title": .string("WeightsAndBiases, apps.wandb.com/v2"),
      "type": .string("object"),
      "required": .array([.string("apiVersion"), .string("kind"), .string("metadata")]),
      "properties": .object([
        "apiVersion": .object(["const": .string("apps.wandb.com/v2")]),
        "kind": .object(["const": .string("WeightsAndBiases")]),
        "metadata": .object(["type": .string("object")]),
        "spec": ResourceField.spec.map(schema(of:)) ?? .object([:]),
        "status": .object(["type": .string("object")]),
      ]),
      "additionalProperties": .bool(false),
    ])
  }

  private static func schema(of field: ResourceField) -> DocumentValue {
    switch field.kind {
    case .any: .object([:])
    case .string: string(field)
    case .boolean: type("boolean")
    case .integer: integer(field)
    case .quantity, .scalar:
      .object(["type": .array([.string("integer"), .string("number"), .string("string")])])
    case .list: collection("array", "items", field)
    case .map: collection("object", "additionalProperties", field)
    case .object: object(field)
    }
  }

  private static func type(_ name: String) -> DocumentValue { .object(["type": .string(name)]) }

  private static func string(_ field: ResourceField) -> DocumentValue {
    guard let words = field.alternatives else { return type("string") }
    return .object(["enum": .array(words.map { .string($0) })])
  }

  private static func integer(_ field: ResourceField) -> DocumentValue {
    var members: DocumentValue.Members = ["type": .string("integer")]
    members["minimum"] = field.minimum.map { .number($0) }
    return .object(members)
  }

  private static func collection(
    _ type: String, _ key: String, _ field: ResourceField
  ) -> DocumentValue {
    var members: DocumentValue.Members = ["type": .string(type)]
    members[key] = field.element.map(schema(of:))
    return .object(members)
  }

  private static func object(_ field: ResourceField) -> DocumentValue {
    let children = field.children
    var members: DocumentValue.Members = ["type": .string("object")]
    let required = children.filter(\.isRequired).map { DocumentValue.string($0.name) }
    if !required.isEmpty { members["required"] = .array(required) }
    members["properties"] = .object(.init(children.map { ($0.name, schema(of: $0)) }))
    members["additionalProperties"] = .bool(false)
    return .object(members)
  }
}
