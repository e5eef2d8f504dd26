package import Diagnostics
package import Settings

/// A check of resolved settings beyond their types.
///
/// The three protocols of rules have no common parent: the runtime looks through every conformance of
/// the program at start, and each rule would have two.
package protocol Rule: Sendable {
  /// The rule's code, name, severity and documentation, whose failing example must have a finding
  /// of this rule and whose passing example must have none.
  static var id: DiagnosticID { get }
  /// Adds a finding for every problem of this kind; silent on values that are damaged, unknown or
  /// invalid, which are reported elsewhere.
  static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings)
}

/// The findings of one rule, which all have its code.
package struct RuleFindings {
  /// What the rule found, in the order in which it looked.
  package private(set) var diagnostics: [Diagnostic] = []
  private let makeID: () -> DiagnosticID

  /// Collects findings with a rule's `id`, which is asked for when there is one: creating its
  /// documentation takes longer than most checks.
  package init(_ id: @autoclosure @escaping () -> DiagnosticID) { makeID = id }

  /// Adds a finding at the location that set a setting; none without a location.
  package mutating func add(
    _ message: Message, at place: Assignment?, setting: String, help: Message? = nil,
    related: [Diagnostic.Label] = [], fixes: [FixIt] = []
  ) {
    guard let place else { return }
    add(
      message, at: place.span, via: place.via, setting: setting, help: help, related: related,
      fixes: fixes)
  }

  /// Adds a finding; `via` are the aliases and merge keys through which the location was used.
  package mutating func add(
    _ message: Message, at span: SourceSpan, via: [SourceSpan] = [], setting: String? = nil,
    help: Message? = nil, related: [Diagnostic.Label] = [], fixes: [FixIt] = [],
    severity: Severity? = nil
  ) {
    let id = makeID()
    var diagnostic = Diagnostic(id, severity ?? id.severity, message, at: span)
    diagnostic.setting = setting
    diagnostic.help = help
    diagnostic.related = related + via.map { .init(.usedHere, $0) }
    diagnostic.fixes = fixes
    diagnostic.via = via
    diagnostics.append(diagnostic)
  }
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

extension Message {
  fileprivate static let usedHere: Message = "used here"
}
