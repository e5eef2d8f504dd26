package import CloudDocuments
package import Diagnostics
package import Settings

/// A check of a cloud document, by itself or against the accompanying configuration.
///
/// Without a configuration every setting is absent, and checks that depend on one report nothing.
package protocol CloudDocumentRule: Sendable {
  /// As for `Rule`.
  static var id: DiagnosticID { get }
  /// Adds what is wrong with `document`; says nothing about a kind of document it is not for.
  static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ findings: inout RuleFindings)
}
