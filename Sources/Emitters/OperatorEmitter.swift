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
    ExistingCalls.report(resolved, options.terraform.given, "the server's chart", &bag)
    let given = Redaction.apply(resolved, options).unmodelled.operatorResource
    var resource = given.map { DocumentValue($0) } ?? skeleton
    let holdsSecrets = Redaction.holdsSecrets(resource)
    if options.secrets == .redact { resource = Redaction.redact(resource) }
    resource.insert(values.tree, at: ["spec", "values"])
    let isSecret = holdsSecrets && options.secrets == .literal || values.sensitivity == .secret
    return [
      Artifact(
        fileName: target.files[0], text: YAMLDocument.render(resource),
        sensitivity: isSecret ? .secret : .open)
    ]
  }

  private static let skeleton = DocumentValue.object([
    "apiVersion": .string("apps.wandb.com/v1"), "kind": .string("WeightsAndBiases"),
    "metadata": .object(["name": .string("wandb")]),
  ])
}
