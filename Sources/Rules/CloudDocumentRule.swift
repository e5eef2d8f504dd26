package import CloudDocuments
package import Settings

/// A fact that a document of a cloud must agree with, by itself or with the configuration beside it.
///
/// Without a configuration every setting is absent, and what depends on one is silent.
package protocol CloudDocumentRule: DocumentedRule {
  static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ report: inout RuleReport)
}
