package import Diagnostics
package import Settings

/// What is checked beyond the shape of an input, with its page of documentation.
package protocol DocumentedRule: Sendable {
  static var id: DiagnosticID { get }
}

/// A fact that settings must agree with, beyond their own types.
package protocol Rule: DocumentedRule {
  static func check(_ resolved: ResolvedConfiguration, _ report: inout RuleReport)
}

/// The findings of one rule.
package struct RuleReport {
  package private(set) var diagnostics: [Diagnostic] = []
  private let rule: any DocumentedRule.Type

  package init(_ rule: any DocumentedRule.Type) { self.rule = rule }

  /// Made for a finding only: the documentation of every rule takes longer than most checks.
  private var id: DiagnosticID { rule.id }

  /// A finding at the place that gave a setting its value.
  package mutating func report(
    _ message: String, at place: Assignment?, setting: String, help: String? = nil,
    related: [Diagnostic.Label] = [], fixes: [FixIt] = []
  ) {
    guard let place else { return }
    report(
      message, at: place.span, via: place.via, setting: setting, help: help, related: related,
      fixes: fixes)
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

  /// The components that are set, in the order of their names; those that are switched off left out.
  var components: [(name: String, component: Component)] {
    guard !configuration.components.isEmpty else { return [] }
    return ComponentName.all.compactMap { name in
      configuration.components[name].map { (name, $0) }
    }
    .filter { $0.component.install.literal != false }
  }

  /// A secondary place: where a setting got its value.
  func label<Value>(_ message: String, _ setting: Setting<Value>) -> [Diagnostic.Label] {
    origin(of: setting).map { [Diagnostic.Label(message, $0.span)] } ?? []
  }
}
