import Diagnostics
package import Documents
import Settings

/// The schemas of `settings`, `rules` and `targets` with `--format json`.
extension JSONSchema {
  /// The schema of what `settings --format json` prints.
  package static var settings: DocumentValue {
    listing(
      "Settings of wandb-cfg",
      required: ["name", "section", "summary", "type", "secret", "source", "spellings"],
      [
        "name": text, "section": text, "summary": text,
        "type": word([
          "string", "integer", "boolean", "secret", "duration", "list", "map", "enumeration",
        ]),
        "values": .object(["type": .string("array"), "items": text]),
        "minimum": integer, "maximum": integer,
        "secret": .object(["type": .string("boolean")]), "source": text,
        "spellings": .object(["type": .string("array"), "items": spelling]),
      ])
  }

  private static var spelling: DocumentValue {
    .object([
      "type": .string("object"), "additionalProperties": .bool(false),
      "required": .array(["surface", "location", "role"].map { .string($0) }),
      "properties": .object([
        "surface": word(Surface.allCases.map(\.rawValue)), "location": text,
        "role": word(Spelling.Role.allCases.map(\.rawValue)), "part": text, "since": text,
        "until": text,
      ]),
    ])
  }

  /// The schema of what `rules --format json` prints.
  package static var rules: DocumentValue {
    listing(
      "Rules of wandb-cfg",
      required: ["code", "name", "severity", "evidence", "summary", "explanation"],
      [
        "code": text, "name": text, "severity": severity,
        "evidence": .object(["anyOf": .array([evidence, .object(["type": .string("null")])])]),
        "summary": text, "explanation": text,
      ])
  }

  private static var evidence: DocumentValue {
    .object([
      "type": .string("object"), "additionalProperties": .bool(false),
      "required": .array([.string("reader"), .string("source")]),
      "properties": .object([
        "reader": word(Evidence.Reader.allCases.map(\.rawValue)), "source": text,
      ]),
    ])
  }

  /// The schema of what `targets --format json` prints.
  package static var targets: DocumentValue {
    listing(
      "Targets of wandb-cfg", required: ["name", "files", "summary"],
      [
        "name": text, "files": .object(["type": .string("array"), "items": text]),
        "summary": text,
      ])
  }

  private static var severity: DocumentValue { word(["error", "warning", "note"]) }

  private static func listing(
    _ title: String, required: [String], _ properties: DocumentValue.Members
  ) -> DocumentValue {
    .object([
      "$schema": dialect, "title": .string(title), "type": .string("array"),
      "items": .object([
        "type": .string("object"), "additionalProperties": .bool(false),
        "required": .array(required.map { .string($0) }), "properties": .object(properties),
      ]),
    ])
  }

  private static var text: DocumentValue { .object(["type": .string("string")]) }
  private static var integer: DocumentValue { .object(["type": .string("integer")]) }

  private static func word(_ words: [String]) -> DocumentValue {
    .object(["enum": .array(words.map { .string($0) })])
  }
}
