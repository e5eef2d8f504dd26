import CloudDocuments
import Diagnostics
import Pipeline
import TestSupport

/// An AWS policy, alone or next to Helm values, and its findings.
struct PolicySample {
  var name = "policy.json"
  let text: String
  var kind: DocumentKind?
  var values: String?
  /// The value of `--set aws.principal`.
  var principal: String?

  /// A bucket and its objects.
  static let bothOfBucket = #"["arn:aws:s3:::b", "arn:aws:s3:::b/*"]"#
  /// Patterns for every action that W&B needs on them.
  static let everyAction = #"["s3:*Object", "s3:List*", "s3:Get*", "s3:Abort*"]"#

  /// A role's policy with these statements.
  static func role(_ statements: String...) -> PolicySample {
    PolicySample(text: policy(statements), kind: .iam)
  }

  static func of(_ kind: DocumentKind, _ statements: String...) -> PolicySample {
    PolicySample(text: policy(statements), kind: kind)
  }

  static func policy(_ statements: [String]) -> String {
    #"{"Version": "2012-10-17", "Statement": [\#(statements.joined(separator: ",\n"))]}"#
  }

  /// A statement of a role's policy.
  static func allow(_ action: String, on resource: String) -> String {
    #"{"Effect": "Allow", "Action": \#(action), "Resource": \#(resource)}"#
  }

  /// A statement of a bucket, key or queue policy.
  static func allow(
    _ action: String, on resource: String, to principal: String, when condition: String? = nil
  ) -> String {
    let condition = condition.map { #", "Condition": \#($0)"# } ?? ""
    return #"{"Effect": "Allow", "Principal": \#(principal), "Action": \#(action),"#
      + #" "Resource": \#(resource)\#(condition)}"#
  }

  /// The same policy next to Helm values.
  func with(_ values: String) -> PolicySample {
    PolicySample(name: name, text: text, kind: kind, values: values, principal: principal)
  }

  var compilation: Compilation {
    var options = Check.options
    options.documentKind = kind
    let inputs = [Check.input(name, text)] + (values.map { [Check.input("values.yaml", $0)] } ?? [])
    let settings = principal.map { principal in
      [
        Input.set(path: "aws.principal", value: principal, shown: principal, from: .commandLine)
      ]
    }
    return Compiler.compile(inputs + (settings ?? []), options)
  }

  var findings: [PrintableDiagnostic] { compilation.report.findings }
  var codes: [String] { findings.map(\.id.code) }

  /// `CODE TEXT` of each finding, without the quotes around the text.
  var spots: [String] {
    let bytes = Array(text.utf8)
    return findings.filter { $0.span.file == FileID(0) }.map { finding in
      let spot = String(decoding: bytes[finding.span.range], as: UTF8.self)
      return
        "\(finding.id.code) \(spot.hasPrefix("\"") ? String(spot.dropFirst().dropLast()) : spot)"
    }
  }

  /// The text after the fixes for a code.
  func fixed(_ code: String) -> String {
    let edits = findings.filter { $0.id.code == code }.flatMap(\.fixes).flatMap(\.edits)
    var bytes = Array(text.utf8)
    for edit in edits.sorted(by: { $0.span.lower > $1.span.lower }) {
      guard case .text(let text) = edit.replacement else { continue }
      bytes.replaceSubrange(edit.span.range, with: text.utf8)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
