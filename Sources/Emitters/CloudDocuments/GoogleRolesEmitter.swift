package import Diagnostics
import Documents
import Settings

/// Roles and Pub/Sub resources on Google Cloud: as commands, and as request bodies for the APIs.
package enum GoogleRolesEmitter: Emitter {
  package static let target = Target(
    name: "gcp-iam", files: ["gcp-iam.sh", "gcp-iam.json"],
    summary: "Roles and Pub/Sub for a bucket on Google Cloud, as `gcloud` commands and as JSON")

  package static func render(
    _ request: RenderRequest, _ bag: inout DiagnosticBag
  ) -> Rendering? {
    guard let context = CloudContext(target, .gcs, request, &bag),
      let google = GoogleContext(context, &bag)
    else { return nil }
    let events = google.events(&bag)
    google.reportUnbound(&bag)
    let bindings = GoogleRoles.bindings(google, events)
    let script = GoogleScript(google: google, bindings: bindings, events: events)
    let json = GoogleBodies(google: google, bindings: bindings, events: events).json
    return [
      Artifact(fileName: target.files[0], text: script.document.render(), sensitivity: .open),
      Artifact(
        fileName: target.files[1], text: JSONDocument.render(json, .indented), sensitivity: .open),
    ]
  }
}
