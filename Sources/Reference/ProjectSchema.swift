package import Documents
import Diagnostics
import Pipeline
import Project
import Terraform

extension JSONSchema {
  /// The schema of `.wandb-cfg.yaml`.
  package static var project: DocumentValue {
    var properties = DocumentValue.Members()
    for key in ProjectFile.Key.allCases {
      var schema = schema(of: key)
      schema.insert(.string(key.summary), at: ["description"])
      properties[key.rawValue] = schema
    }
    return .object([
      "$schema": dialect, "title": .string("Project file of wandb-cfg, \(ProjectFile.name)"),
      "type": .array([.string("object"), .string("null")]),
      "additionalProperties": .bool(false), "properties": .object(properties),
      "$defs": .object(["code": code]),
    ])
  }

  private static func schema(of key: ProjectFile.Key) -> DocumentValue {
    switch key {
    case .chartVersion: version
    case .ignore: pathRules
    case .inputs, .sizes, .variables: oneOrMany(text)
    case .modules:
      closed(ProjectFile.modules.map { ($0.rawValue, version) })
    case .neverSuppress: oneOrMany(reference)
    case .severity:
      .object([
        "type": .string("object"), "propertyNames": reference,
        "additionalProperties": .object([
          "enum": .array(ProjectFile.verdicts.map { .string($0.word) })
        ]),
      ])
    case .strict: .object(["type": .string("boolean")])
    }
  }

  private static var pathRules: DocumentValue {
    var rule = closed(
      ProjectFile.RuleKey.allCases.map { key in
        var schema = key == .codes ? oneOrMany(reference) : text
        schema.insert(.string(key.summary), at: ["description"])
        return (key.rawValue, schema)
      })
    rule.insert(.array([.string("path"), .string("codes")]), at: ["required"])
    return .object(["type": .string("array"), "items": rule])
  }

  /// A code or a name.
  private static var code: DocumentValue {
    let known = DiagnosticCatalog.codes.all
    return .object(["enum": .array((known.map(\.code) + known.map(\.name)).map { .string($0) })])
  }

  private static let reference = DocumentValue.object(["$ref": .string("#/$defs/code")])
  private static let text = DocumentValue.object([
    "type": .string("string"), "minLength": .number(1),
  ])
  private static let version = DocumentValue.object([
    "type": .string("string"), "pattern": .string("^v?[0-9]+\\.[0-9]+\\.[0-9]+([-+].*)?$"),
  ])

  private static func oneOrMany(_ item: DocumentValue) -> DocumentValue {
    .object([
      "anyOf": .array([item, .object(["type": .string("array"), "items": item])])
    ])
  }

  private static func closed(_ properties: [(String, DocumentValue)]) -> DocumentValue {
    var members = DocumentValue.Members()
    for (name, schema) in properties { members[name] = schema }
    return .object([
      "type": .string("object"), "additionalProperties": .bool(false),
      "properties": .object(members),
    ])
  }
}
