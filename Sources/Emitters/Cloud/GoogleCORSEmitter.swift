package import Diagnostics
import Documents
package import Settings

/// The CORS document of Google Cloud Storage, as `gcloud storage buckets update --cors-file` reads
/// it.
///
/// One list covers both the headers that a request may send and those that a script may read.
/// Source: Cloud Storage documentation, "Cross-origin resource sharing (CORS)".
package enum GoogleCORSEmitter: Emitter {
  package static let target = Target(
    name: "gcs-cors", files: ["gcs-cors.json"],
    summary: "CORS document for `gcloud storage buckets update --cors-file`")

  package static func emit(
    _ resolved: ResolvedConfiguration, _ options: EmitOptions, _ bag: inout DiagnosticBag
  ) -> [Artifact] {
    guard let question = CloudContext(target, [.gcs], of: "Google Cloud", resolved, &bag),
      let access = BrowserAccess.google(question, &bag)
    else { return [] }
    return [artifact(access)]
  }

  static func artifact(_ access: BrowserAccess) -> Artifact {
    let rules = DocumentValue.array([
      .object([
        "origin": .words(access.origins), "method": .words(access.methods),
        "responseHeader": .words(["Content-Type", "ETag"]),
        "maxAgeSeconds": .number(access.maxAge),
      ])
    ])
    return Artifact(
      fileName: target.files[0], text: JSONDocument.render(rules, .indented), sensitivity: .open)
  }
}

extension BrowserAccess {
  /// The access, unless an origin contains a `*`, which Google compares literally.
  static func google(
    _ question: CloudContext, _ bag: inout DiagnosticBag
  ) -> BrowserAccess? {
    guard let access = BrowserAccess(question, &bag) else { return nil }
    guard access.origins.contains(where: { $0 != "*" && $0.contains("*") }) else { return access }
    var refusal = question.unwritable(
      "Google compares a `*` inside an origin literally, so no browser would be allowed",
      question.resolved.configuration.cloud.corsOrigins, "cors.origins")
    refusal.help = "list every origin, or use `*` alone"
    bag.report(refusal)
    return nil
  }
}
