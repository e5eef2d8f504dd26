import Diagnostics
import Settings

extension SurfaceReader {
  /// Reports what the templates of the newest release do with a value: about another release, it is
  /// only likely.
  mutating func report(_ diagnostic: Diagnostic, ofTemplatesAt path: String) {
    let measured = TemplateRange.first(at: path) ?? .newest
    guard chartVersion < measured, diagnostic.severity == .error else {
      return report(diagnostic)
    }
    var likely = Diagnostic(
      KubernetesProblem.unmeasuredRelease,
      diagnostic.message + ", as measured with chart \(ChartVersion.newest)", at: diagnostic.span)
    (likely.setting, likely.related, likely.help) =
      (diagnostic.setting, diagnostic.related, diagnostic.help)
    likely.via = diagnostic.via
    report(likely)
  }
}

/// The releases in which a template was seen to refuse a value, where that was not only the newest.
private enum TemplateRange {
  /// The first of them; all later ones do the same, up to the newest.
  static func first(at path: String) -> ChartVersion? {
    switch path {
    case "global.email.smtp.host": ChartVersion(0, 30, 0)
    case "global.email.smtp.port": ChartVersion(0, 40, 0)
    case "global.mysql.caCert": ChartVersion(0, 39, 0)
    default: nil
    }
  }
}
