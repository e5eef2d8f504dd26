package import Diagnostics
import Documents
import Secrets
import Settings
package import Surfaces

/// The custom resource that operator v1 reads.
package enum OperatorEmitter: Emitter {
  package static let target = Target(
    name: "operator", files: ["wandb.yaml"],
    summary: "Custom resource apps.wandb.com/v1, for `kubectl apply -f`")

  package static var replacedKind: (any InputKind.Type)? { CustomResource.self }

  package static let scope = Scope.whole(
    .init(settings: "the server's chart", calls: "the server's chart"))

  package static func render(
    _ request: RenderRequest, _ bag: inout DiagnosticBag
  ) -> Rendering? {
    let values = ChartValues(request)
    let existing = request.configuration.unmodelled.operatorResource
    var resource = existing.map { DocumentValue($0) } ?? skeleton
    let holdsSecrets = SecretData.holdsSecrets(resource)
    resource.insert(values.tree, at: ["spec", "values"])
    let artifact = Artifact(
      fileName: target.files[0], text: YAMLDocument.render(resource),
      sensitivity: holdsSecrets ? .secret : values.sensitivity)
    return Rendering([artifact], values.losses)
  }

  private static let skeleton = DocumentValue.object([
    "apiVersion": .string("apps.wandb.com/v1"), "kind": .string("WeightsAndBiases"),
    "metadata": .object(["name": .string("wandb")]),
  ])
}
