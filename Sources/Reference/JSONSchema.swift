package import Documents
import Settings

/// JSON Schemas (2020-12) of the input and output formats.
package enum JSONSchema {
  /// The values of `schema --surface`.
  package enum Subject: String, CaseIterable, Sendable {
    case helm, `operator`, environment, project, diagnostics, settings, rules, targets
    case operatorV2 = "operator-v2"
  }

  /// The schema of a surface or of a command's output (JSON Schema 2020-12).
  package static func schema(of subject: Subject) -> DocumentValue {
    switch subject {
    case .helm: values
    case .operator: resource
    case .operatorV2: resourceV2
    case .environment: environment
    case .project: project
    case .diagnostics: diagnostics
    case .settings: settings
    case .rules: rules
    case .targets: targets
    }
  }

  static let dialect = DocumentValue.string("https://json-schema.org/draft/2020-12/schema")

  /// Helm values: the settings, and all other keys of the chart's releases.
  package static var values: DocumentValue {
    var schema = ChartSchema.values
    schema.insert(dialect, at: ["$schema"])
    schema.insert(.string("Values of chart operator-wandb"), at: ["title"])
    schema.insert(ChartSchema.definitions, at: ["$defs"])
    return schema
  }

  /// The custom resource of operator v1, which contains Helm values.
  package static var resource: DocumentValue {
    .object([
      "$schema": dialect, "title": .string("WeightsAndBiases, apps.wandb.com/v1"),
      "type": .string("object"),
      "required": .array([.string("apiVersion"), .string("kind"), .string("metadata")]),
      "properties": .object([
        "apiVersion": .object(["const": .string("apps.wandb.com/v1")]),
        "kind": .object(["const": .string("WeightsAndBiases")]),
        "metadata": .object(["type": .string("object")]),
        "spec": .object([
          "type": .string("object"),
          "properties": .object([
            "chart": .object(["type": .string("object")]), "values": ChartSchema.values,
          ]),
        ]),
      ]),
      "$defs": ChartSchema.definitions,
    ])
  }

  /// The custom resource of operator v2.
  package static var resourceV2: DocumentValue { ResourceSchema.schema }

  /// Environment variables, with their descriptions.
  package static var environment: DocumentValue {
    var members = DocumentValue.Members()
    for field in FieldCatalog.documented {
      for spelling in field.spellings where spelling.location.surface == .environment {
        guard members[spelling.location.name] == nil else { continue }
        var member: DocumentValue.Members = ["type": .string("string")]
        member["description"] = .string(
          spelling.part == nil ? field.summary : "Connection string with several settings.")
        if spelling.role == .ineffective || spelling.role == .derived {
          member["deprecated"] = .bool(true)
        }
        members[spelling.location.name] = .object(member)
      }
    }
    return .object([
      "$schema": dialect, "title": .string("Variables that W&B Server reads"),
      "type": .string("object"), "properties": .object(members),
    ])
  }
}
