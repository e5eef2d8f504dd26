import ConfigSyntax
package import Diagnostics
import Documents
package import Settings

/// The custom resource that operator v1 reads.
package enum OperatorEmitter: Emitter {
  package static let target = Target(
    name: "operator", files: ["wandb.yaml"],
    summary: "Custom resource apps.wandb.com/v1, for `kubectl apply -f`")

  package static func emit(
    _ resolved: ResolvedConfiguration, _ options: EmitOptions, _ bag: inout DiagnosticBag
  ) -> [Artifact] {
    let values = HelmEmitter.values(resolved, options, &bag)
    var resource: DocumentValue =
      resolved.configuration.unmodelled.operatorResource.map { DocumentValue($0) } ?? skeleton
    resource.insert(values.tree, at: ["spec", "values"])
    return [
      Artifact(
        fileName: target.files[0], text: YAMLDocument.render(resource),
        sensitivity: values.sensitivity)
    ]
  }

  private static let skeleton = DocumentValue.object([
    "apiVersion": .string("apps.wandb.com/v1"), "kind": .string("WeightsAndBiases"),
    "metadata": .object(["name": .string("wandb")]),
  ])
}
