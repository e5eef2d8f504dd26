import Diagnostics

/// Detects templates, which Helm executes in few values.
///
/// Programs such as helmfile fill them in before Helm reads the text.
package enum HelmTemplate {
  /// Whether the text contains `{{ … }}`.
  package static func isIn(_ text: String) -> Bool {
    text.range(of: "{{").map { text[$0.upperBound...].holds("}}") } ?? false
  }
}
