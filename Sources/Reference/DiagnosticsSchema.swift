package import Documents

extension JSONSchema {
  /// The schema of `--format json`.
  package static var diagnostics: DocumentValue {
    .object([
      "$schema": .string("https://json-schema.org/draft/2020-12/schema"),
      "title": .string("Diagnostics of wandb-cfg, version 1"),
      "type": .string("object"),
      "required": .array(["version", "summary", "diagnostics"].map { .string($0) }),
      "properties": .object([
        "version": .object(["const": .number(1)]),
        "summary": closed([
          "errors": count, "warnings": count, "notes": count, "inputs": count,
        ]),
        "diagnostics": .object(["type": .string("array"), "items": diagnostic]),
      ]),
      "$defs": .object([
        "position": closed([
          "line": positive, "column": positive, "offset": count,
        ]),
        "location": closed([
          "file": text, "start": reference("position"), "end": reference("position"),
        ]),
      ]),
    ])
  }

  private static var diagnostic: DocumentValue {
    .object([
      "type": .string("object"), "additionalProperties": .bool(false),
      "required": .array(
        ["code", "name", "severity", "message", "location", "related", "fixes"]
          .map { .string($0) }),
      "properties": .object([
        "code": .object(["type": .string("string"), "pattern": .string("^WB[1-5][0-9]{3}$")]),
        "name": text,
        "severity": .object(["enum": .array(["error", "warning", "note"].map { .string($0) })]),
        "message": text, "help": text, "setting": text, "location": reference("location"),
        "related": list(closed(["message": text, "location": reference("location")])),
        "fixes": list(
          closed([
            "summary": text,
            "applicability": .object(["enum": .array([.string("safe"), .string("unsafe")])]),
            "edits": list(edit),
          ])),
      ]),
    ])
  }

  private static var edit: DocumentValue {
    .object([
      "oneOf": .array([
        closed(["location": reference("location"), "replacement": text]),
        closed(["location": reference("location"), "sensitive": .object(["const": .bool(true)])]),
      ])
    ])
  }

  private static let text = DocumentValue.object(["type": .string("string")])
  private static let count = DocumentValue.object([
    "type": .string("integer"), "minimum": .number(0),
  ])
  private static let positive = DocumentValue.object([
    "type": .string("integer"), "minimum": .number(1),
  ])

  private static func list(_ items: DocumentValue) -> DocumentValue {
    .object(["type": .string("array"), "items": items])
  }

  private static func reference(_ name: String) -> DocumentValue {
    .object(["$ref": .string("#/$defs/\(name)")])
  }

  /// An object with exactly these members, all required.
  private static func closed(_ members: DocumentValue.Members) -> DocumentValue {
    .object([
      "type": .string("object"), "additionalProperties": .bool(false),
      "required": .array(members.entries.map { .string($0.key) }), "properties": .object(members),
    ])
  }
}
