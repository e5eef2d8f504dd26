package import CloudDocuments
package import Diagnostics
package import Settings
package import Terraform

/// A check of resolved settings beyond their types.
///
/// The three protocols of rules have no common parent: the runtime looks through every conformance of
/// the program at start, and each rule would have two.
package protocol Rule: Sendable {
  /// The rule's code, name, severity and documentation, whose failing example must have a finding
  /// of this rule and whose passing example must have none.
  static var id: DiagnosticID { get }
  /// The codes of findings that are less or more certain, which therefore have another severity.
  static var otherIDs: [DiagnosticID] { get }
  /// Adds a finding for every problem of this kind; silent on values that are damaged, unknown or
  /// invalid, which are reported elsewhere.
  static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings)
}

/// A rule about a Terraform directory and the modules that it calls.
package protocol TerraformRule: Sendable {
  /// As for `Rule`.
  static var id: DiagnosticID { get }
  /// As for `Rule`.
  static var otherIDs: [DiagnosticID] { get }
  /// Adds what is wrong with the calls of official modules in the directory.
  static func check(_ terraform: TerraformConfiguration, _ findings: inout RuleFindings)
}

/// A check of a cloud document, by itself or against the accompanying configuration.
///
/// Without a configuration every setting is absent, and checks that depend on one report nothing.
package protocol CloudDocumentRule: Sendable {
  /// As for `Rule`.
  static var id: DiagnosticID { get }
  /// As for `Rule`.
  static var otherIDs: [DiagnosticID] { get }
  /// Adds what is wrong with `document`; says nothing about a kind of document it is not for.
  static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ findings: inout RuleFindings)
}

extension Rule {
  package static var otherIDs: [DiagnosticID] { [] }
}

extension TerraformRule {
  package static var otherIDs: [DiagnosticID] { [] }
}

extension CloudDocumentRule {
  package static var otherIDs: [DiagnosticID] { [] }
}

extension ResolvedConfiguration {
  /// The buckets that are set, each with its section in Helm values.
  var buckets: [(section: String, bucket: Bucket)] {
    bothBuckets.filter {
      $0.bucket.isSet || !$0.bucket.provider.isAbsent || !$0.bucket.secretKey.isAbsent
    }
  }

  /// Both buckets, set or not.
  var bothBuckets: [(section: String, bucket: Bucket)] {
    [
      ("global.bucket", configuration.bucket),
      ("global.defaultBucket", configuration.defaultBucket),
    ]
  }

  /// The components that are set and not switched off, in the order of their names.
  var components: [(name: String, component: Component)] {
    guard !configuration.components.isEmpty else { return [] }
    return ComponentName.all.compactMap { name in
      configuration.components[name].map { (name, $0) }
    }
    .filter { $0.component.install.literal != false }
  }

  /// A secondary label at the location that set a setting; empty if there is none.
  func label<Value>(_ message: Message, _ setting: Setting<Value>) -> [Diagnostic.Label] {
    origin(of: setting).map { [Diagnostic.Label(message, $0.span)] } ?? []
  }
}
