import ConfigSyntax
package import Diagnostics
import Documents
import Secrets
import Settings
import Surfaces

/// Values for chart operator-wandb.
package enum HelmEmitter: Emitter {
  package static let target = Target(
    name: "helm", files: ["values.yaml"],
    summary: "Values for chart operator-wandb, for `helm upgrade -f`")

  package static let scope = Scope.whole(
    .init(settings: "the server's chart", resource: "a values file", calls: "the server's chart"))

  package static func render(
    _ request: RenderRequest, _ bag: inout DiagnosticBag
  ) -> Rendering? {
    let values = ChartValues(request)
    let artifact = Artifact(
      fileName: target.files[0], text: YAMLDocument.render(values.tree),
      sensitivity: values.sensitivity)
    return Rendering([artifact], values.losses)
  }
}

/// A configuration as values of the chart, which custom resources and module helm contain too.
struct ChartValues {
  let tree: DocumentValue
  let sensitivity: Artifact.Sensitivity
  let losses: Losses

  init(_ request: RenderRequest) {
    let projection = Projection.project(
      request.configuration, on: .helm, request.options, as: request.resolved.log)
    var tree = DocumentValue.object([:])
    for (location, value) in projection.values { tree.insert(value, at: location.path) }
    let rest = Self.rest(request.configuration.unmodelled)
    let isSecret =
      projection.holdsSecrets || SecretData.holdsSecrets(rest) || request.resolved.holdsSensitive
    tree.complete(with: rest)
    (self.tree, losses, sensitivity) = (tree, projection.losses, isSecret ? .secret : .open)
  }

  /// Keys and variables without a setting.
  private static func rest(_ unmodelled: Unmodelled) -> DocumentValue {
    var rest = unmodelled.helm.map { DocumentValue($0) } ?? .object([:])
    for (section, isHere) in [("extraEnv", false), ("env", true)] {
      let variables = unmodelled.environment
        .filter { ($0.source == .globalEnv) == isHere }.map { ($0.name, value(of: $0)) }
      guard !variables.isEmpty else { continue }
      rest.insert(.object(.init(variables)), at: ["global", section])
    }
    return rest
  }

  private static func value(of variable: Unmodelled.Variable) -> DocumentValue {
    switch variable.source {
    case .helm, .globalEnv: DocumentValue(variable.value)
    case .envFile: .string(KubernetesText.escape(variable.value.scalar?.text ?? ""))
    }
  }
}
