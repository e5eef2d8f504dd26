import ConfigSyntax
package import Diagnostics

/// An AWS policy, as IAM, S3, KMS and SQS read it.
package struct PolicyDocument: Sendable {
  /// The declared version of the policy language.
  package enum Version: Sendable {
    case absent
    case written(Located)
    /// Not text, which is reported.
    case unreadable
  }

  package let span: SourceSpan
  package private(set) var version = Version.absent
  package private(set) var statements: [PolicyStatement] = []
  package private(set) var faults: [PolicyFault] = []
  /// The key of the first member, before which others can be inserted.
  package private(set) var firstKey: SourceSpan?
  /// The key of the list of statements; the whole document if there is none.
  package private(set) var place: SourceSpan
  /// Whether all of it was read, so that anything not found is certainly missing.
  package var isWhole: Bool { !isDamaged && faults.isEmpty }

  /// Whether some of the text did not parse.
  package let isDamaged: Bool

  static let elements = ["Version", "Id", "Statement"]
  /// The version of the policy language that every policy should declare.
  package static let currentVersion = "2012-10-17"

  init(_ document: ConfigDocument) {
    let root = document.root
    span = root?.span ?? document.span
    place = span
    isDamaged = document.isDamaged
    var reader = PolicyReader()
    if let root { read(root, &reader) }
    faults = reader.faults
  }

  private mutating func read(_ root: ConfigNode, _ reader: inout PolicyReader) {
    guard let entries = root.entries else {
      reader.refuse(root, "the policy", expected: "an object with `Version` and `Statement`")
      return
    }
    firstKey = entries.first?.key.span
    for (name, entry) in reader.elements(entries, Self.elements, "policy element") {
      switch name {
      case "Version":
        version = reader.text(entry.value, "Version").map { .written($0) } ?? .unreadable
      case "Id": _ = reader.text(entry.value, "Id")
      case "Statement":
        place = entry.key.span
        statements = reader.statements(entry.value)
      default: break
      }
    }
    guard place == span, !isDamaged else { return }
    reader.miss(
      "the policy has no `Statement`", span, "add `Statement` with at least one statement")
  }
}
