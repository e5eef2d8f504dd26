import ConfigSyntax
package import Diagnostics
import Documents
import Secrets
import Settings
package import Surfaces

/// Values for chart operator-wandb.
package enum HelmEmitter: Emitter {
  package static let target = Target(
    name: "helm", files: ["values.yaml"], filesOnDemand: KubernetesSecretsEmitter.target.files,
    summary: "Values for chart operator-wandb, for `helm upgrade -f`")

  package static var replacedKind: (any InputKind.Type)? { HelmValues.self }

  package static var refersToSecrets: Bool { true }

  package static let scope = Scope.whole(
    .init(settings: "the server's chart", resource: "a values file", calls: "the server's chart"))

  package static func files(for request: RenderRequest) -> [String] {
    target.files + (request.options.secrets == .reference ? target.filesOnDemand : [])
  }

  package static func render(
    _ request: RenderRequest, _ bag: inout DiagnosticBag
  ) -> Rendering? {
    let (request, secrets) = request.referring(&bag)
    let values = ChartValues(request)
    guard !values.isEmpty else {
      bag.report(.nothing(for: "a values file", at: request.beginning))
      return Rendering([], values.losses)
    }
    let artifact = Artifact(
      fileName: target.files[0], text: YAMLDocument.render(values.tree),
      sensitivity: values.sensitivity)
    return Rendering([artifact] + secrets, values.losses)
  }
}

/// A configuration as values of the chart, which custom resources and module helm contain too.
struct ChartValues {
  let tree: DocumentValue
  let sensitivity: Artifact.Sensitivity
  let losses: Losses

  var isEmpty: Bool { tree.members?.entries.isEmpty ?? true }

  init(_ request: RenderRequest) {
    let projection = Projection.project(
      request.configuration, on: .helm, request.options, as: request.resolved,
      hiding: request.secrets)
    var tree = DocumentValue.object([:])
    for (location, value) in projection.values { tree.insert(value, at: location.path) }
    let rest = Self.rest(request.configuration.unmodelled)
    for (path, value) in Self.ownVariables(projection.values, request.resolved)
    where rest.descendant(path) == nil {
      tree.insert(value, at: path)
    }
    let isSecret =
      projection.holdsSecrets || SecretData.holdsSecrets(rest) || request.resolved.holdsSensitive
    tree.complete(with: rest)
    (self.tree, losses, sensitivity) = (tree, projection.losses, isSecret ? .secret : .open)
  }

  /// Variables of components for which the chart has a default that wins over `global.extraEnv`.
  ///
  /// A variable that the inputs already write below `global` stays as it is: the values then do
  /// what they did before, and `VariableOverriddenByDefault` has told the user.
  private static func ownVariables(
    _ values: [(location: Location, value: DocumentValue)], _ resolved: ResolvedConfiguration
  ) -> [(path: [String], value: DocumentValue)] {
    values.flatMap { location, value -> [(path: [String], value: DocumentValue)] in
      let keys = location.path
      guard keys.count == 3, keys[1] == "extraEnv", location.surface == .helm,
        !resolved.chartVariables.contains(where: { $0.name == keys[2] })
      else { return [] }
      return DefaultVariable.all(named: keys[2], in: resolved.chartVersion)
        .filter { value != .string($0.text) && resolved.installs(component: $0.component) != false }
        .map { (ChartPath($0.path).keys, value) }
    }
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

extension DocumentValue {
  /// The value at a path; nil if none is there.
  func descendant(_ path: [String]) -> DocumentValue? {
    path.reduce(Optional(self)) { $0?.members?[$1] }
  }
}
