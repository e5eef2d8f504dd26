import CloudFacts
package import Diagnostics
import Documents
import Settings

/// The CORS document of Google Cloud Storage, as `gcloud storage buckets update --cors-file` reads
/// it.
///
/// One list covers both the headers that a request may send and those that a script may read.
/// Source: Cloud Storage documentation, "Cross-origin resource sharing (CORS)".
package enum GoogleCORSEmitter: Emitter {
  package static let target = Target(
    name: "gcs-cors", files: ["gcs-cors.json"],
    summary: "CORS document for `gcloud storage buckets update --cors-file`")

  package static func render(
    _ request: RenderRequest, _ bag: inout DiagnosticBag
  ) -> Rendering? {
    guard let context = CloudContext(target, [.gcs], of: "Google Cloud", request, &bag),
      let access = BrowserAccess.google(context, &bag)
    else { return nil }
    return [artifact(access)]
  }

  static func artifact(_ access: BrowserAccess) -> Artifact {
    let rules = DocumentValue.array([access.rule(.google)])
    return Artifact(
      fileName: target.files[0], text: JSONDocument.render(rules, .indented), sensitivity: .open)
  }
}

extension BrowserAccess {
  /// The access, unless an origin contains a `*`, which Google compares literally.
  static func google(
    _ context: CloudContext, _ bag: inout DiagnosticBag
  ) -> BrowserAccess? {
    guard let access = BrowserAccess(context, &bag) else { return nil }
    guard access.origins.contains(where: { $0 != "*" && $0.contains("*") }) else { return access }
    bag.report(.wildcardInside(context))
    return nil
  }
}

extension Diagnostic {
  fileprivate static func wildcardInside(_ context: CloudContext) -> Diagnostic {
    var diagnostic = context.unwritable(
      "Google compares a `*` inside an origin literally, so no browser would be allowed",
      context.configuration.cloud.corsOrigins, "cors.origins")
    diagnostic.help = "list every origin, or use `*` alone"
    return diagnostic
  }
}
