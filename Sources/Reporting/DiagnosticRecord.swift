package import Diagnostics

/// A finding with every location resolved; all renderers print records, so that they agree.
package struct DiagnosticRecord: Sendable {
  /// The kind of the finding; its severity may differ from that of the record.
  package let id: DiagnosticID
  /// After `--strict` and everything else that changes severities.
  package let severity: Severity
  /// One clause, with characters that control a terminal escaped, as in the texts below.
  package let message: String
  /// An imperative that follows `help:`.
  package let help: String?
  /// The canonical name of the setting, when there is one.
  package let setting: String?
  /// The primary location.
  package let location: Location
  /// The secondary locations, in the order in which they were added.
  package let related: [Related]
  /// Changes that would remove the finding.
  package let fixes: [Fix]
  /// The source lines; without sections unless `RecordDetail.frames` was requested.
  package let frame: SourceFrame
  /// Identifies the finding when lines move; empty unless `RecordDetail.fingerprints` was requested.
  package let fingerprint: String

  /// `WB` and four digits.
  package var code: String { id.code }
  /// The name in kebab case, as `explain` accepts it.
  package var name: String { id.name }

  /// What two records of one finding have in common.
  struct Identity: Hashable {
    let code: String
    let severity: Severity
    let message: String
    let file: String
    let bytes: Range<Int>
  }

  /// Equal for the same finding of a file that several deployments read.
  var identity: Identity {
    Identity(
      code: code, severity: severity, message: message, file: location.file,
      bytes: location.start.offset..<location.end.offset)
  }

  /// A span as readers of a report count: lines and columns from 1.
  package struct Location: Sendable {
    /// The name of the input, as the user wrote it.
    package let file: String
    /// The path as the user wrote it, without escapes; nil if no file contains the location.
    package let path: String?
    /// The first byte.
    package let start: SourcePosition
    /// The position after the last byte.
    package let end: SourcePosition
    /// The columns of both in UTF-16; nil unless `RecordDetail.utf16Columns` was requested.
    package let utf16: UTF16Columns?

    /// `FILE:LINE:COLUMN` of the first byte.
    var text: String { "\(file):\(start.line):\(start.column)" }
  }

  /// Columns in UTF-16 code units, from 1.
  package struct UTF16Columns: Sendable {
    package let start: Int
    /// After the last byte, on the line of the end.
    package let end: Int
  }

  /// A secondary location.
  package struct Related: Sendable {
    /// How it contributes to the finding.
    package let message: String
    package let location: Location
  }

  /// A fix with its locations resolved.
  package struct Fix: Sendable {
    /// An imperative.
    package let summary: String
    /// JSON output has its raw value.
    package let applicability: FixIt.Applicability
    /// To be applied together.
    package let edits: [FixEdit]
  }

  /// One replacement.
  package struct FixEdit: Sendable {
    /// The bytes to replace; JSON output has their offsets.
    package let location: Location
    /// nil if the replacement contains a secret.
    package let replacement: String?
  }
}
