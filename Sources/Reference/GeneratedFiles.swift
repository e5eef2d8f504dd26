import Documents

/// The files of `schemas/`; a test fails when one of them is stale.
package enum GeneratedFiles {
  /// Every file below `schemas/`, by its name there; a test compares them with those on disk.
  package static var all: [(name: String, text: String)] {
    [
      ("values.schema.json", JSONDocument.render(JSONSchema.values, .indented)),
      ("environment.schema.json", JSONDocument.render(JSONSchema.environment, .indented)),
      ("project.schema.json", JSONDocument.render(JSONSchema.project, .indented)),
      ("diagnostics.schema.json", JSONDocument.render(JSONSchema.diagnostics, .indented)),
      ("resource.schema.json", JSONDocument.render(JSONSchema.resource, .indented)),
      ("resource-v2.schema.json", JSONDocument.render(JSONSchema.resourceV2, .indented)),
      ("settings.schema.json", JSONDocument.render(JSONSchema.settings, .indented)),
      ("rules.schema.json", JSONDocument.render(JSONSchema.rules, .indented)),
      ("targets.schema.json", JSONDocument.render(JSONSchema.targets, .indented)),
      ("settings.md", SettingsReference.markdown),
      ("diagnostics.md", DiagnosticsReference.markdown),
    ]
  }
}
