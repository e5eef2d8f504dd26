package import Diagnostics
import Documents
import Settings

/// The Secrets and ConfigMaps to which other artifacts refer: those of `--secrets reference`, and
/// those among the inputs.
package enum KubernetesSecretsEmitter: Emitter {
  package static let target = Target(
    name: "kubernetes-secrets", files: ["secrets.yaml"],
    summary: "Secrets and ConfigMaps that other targets refer to, for `--secrets reference`")

  package static var refersToSecrets: Bool { true }

  package static func render(
    _ request: RenderRequest, _ bag: inout DiagnosticBag
  ) -> Rendering? {
    let moved = SecretReferences(request.configuration)
    let existing = ReferencedObjects(request, &bag)
    let documents = moved.documents + existing.documents
    guard !documents.isEmpty else {
      bag.report(.nothing(for: "a Secret", at: request.beginning))
      return nil
    }
    let isSecret = existing.holdsSecrets || !moved.contents.isEmpty
    return [
      Artifact(
        fileName: target.files[0],
        text: documents.map { YAMLDocument.render($0) }.joined(separator: "---\n"),
        sensitivity: isSecret ? .secret : .open)
    ]
  }
}
