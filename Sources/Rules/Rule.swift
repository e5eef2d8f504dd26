package import Diagnostics
package import Settings

/// A fact that settings must agree with, beyond their own types.
package protocol Rule: Sendable {
  static var id: DiagnosticID { get }
  static func check(_ resolved: ResolvedConfiguration, _ report: inout RuleReport)
}

/// The findings of one rule.
package struct RuleReport {
  package private(set) var diagnostics: [Diagnostic] = []
  private let id: DiagnosticID

  package init(_ id: DiagnosticID) { self.id = id }

  /// A finding at the place that gave a setting its value.
  package mutating func report(
    _ message: String, at place: Assignment?, setting: String, help: String? = nil,
    fixes: [FixIt] = []
  ) {
    guard let place else { return }
    report(message, at: place.span, via: place.via, setting: setting, help: help, fixes: fixes)
  }

  package mutating func report(
    _ message: String, at span: SourceSpan, via: [SourceSpan] = [], setting: String? = nil,
    help: String? = nil, related: [Diagnostic.Label] = [], fixes: [FixIt] = [],
    severity: Severity? = nil
  ) {
    var diagnostic = Diagnostic(id, severity ?? id.severity, message, at: span)
    diagnostic.setting = setting
    diagnostic.help = help
    diagnostic.related = related + via.map { .init("used here", $0) }
    diagnostic.fixes = fixes
    diagnostics.append(diagnostic)
  }
}

extension ResolvedConfiguration {
  /// The buckets that are set, with the section that spells them.
  var buckets: [(section: String, bucket: Bucket)] {
    [
      ("global.bucket", configuration.bucket),
      ("global.defaultBucket", configuration.defaultBucket),
    ]
    .filter { $0.1.isSet || !$0.1.provider.isAbsent || !$0.1.secretKey.isAbsent }
  }
}
