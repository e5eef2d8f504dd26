import ConfigSyntax
package import Diagnostics
import Documents
package import Settings
import Surfaces

/// Values for chart operator-wandb.
package enum HelmEmitter: Emitter {
  package static let target = Target(
    name: "helm", files: ["values.yaml"],
    summary: "Values for chart operator-wandb, for `helm upgrade -f`")

  package static func emit(
    _ resolved: ResolvedConfiguration, _ options: EmitOptions, _ bag: inout DiagnosticBag
  ) -> [Artifact] {
    let values = values(resolved, options, &bag)
    UnwrittenKeys.reportResource(resolved.configuration, "a values file", &bag)
    ExistingCalls.report(resolved, options.terraform.given, "the server's chart", &bag)
    return [
      Artifact(
        fileName: target.files[0], text: YAMLDocument.render(values.tree),
        sensitivity: values.sensitivity)
    ]
  }

  /// The tree of values, which the custom resource also contains.
  static func values(
    _ resolved: ResolvedConfiguration, _ options: EmitOptions, _ bag: inout DiagnosticBag
  ) -> (tree: DocumentValue, sensitivity: Artifact.Sensitivity) {
    var configuration = Redaction.apply(resolved, options)
    UnknownValues.take(from: &configuration, &bag)
    let projection = Projection.project(configuration, on: .helm, options, as: resolved.log)
    var tree = DocumentValue.object([:])
    for (place, value) in projection.values { tree.insert(value, at: place.path) }
    var rest = DocumentValue.object([:])
    if let helm = configuration.unmodelled.helm { rest = DocumentValue(helm) }
    for (section, isHere) in [("extraEnv", false), ("env", true)] {
      let variables = configuration.unmodelled.environment
        .filter { ($0.source == .globalEnv) == isHere }.map { ($0.name, value(of: $0)) }
      guard !variables.isEmpty else { continue }
      rest.insert(.object(.init(variables)), at: ["global", section])
    }
    let holdsSecrets =
      projection.holdsSecrets || Redaction.holdsSecrets(rest) || resolved.holdsSensitive
    if options.secrets == .redact { rest = Redaction.redact(rest) }
    tree.complete(with: rest)
    bag.report(projection.losses(resolved))
    let ownKeys = UnwrittenKeys.operatorKeys(configuration)
    let first = projection.foreign.first?.history(configuration).last.map { resolved[$0].span }
    if let span = first ?? ownKeys.span {
      bag.reportNotCarried(
        projection.foreign.map(\.name) + ownKeys.names, "the server's chart", at: span)
    }
    return (tree, holdsSecrets && options.secrets == .literal ? .secret : .open)
  }

  private static func value(of variable: Unmodelled.Variable) -> DocumentValue {
    switch variable.source {
    case .helm, .globalEnv: DocumentValue(variable.value)
    case .envFile: .string(KubernetesText.escape(variable.value.scalar?.text ?? ""))
    }
  }
}

extension Location {
  /// The keys of a Helm path.
  var path: [String] { name.split(separator: ".").map(String.init) }
}

extension Diagnostic {
  static func notCarried(
    _ field: Field<Configuration>, _ why: Message, _ resolved: ResolvedConfiguration
  ) -> Diagnostic {
    let place = field.history(resolved.configuration).last.map { resolved[$0] }
    var diagnostic = Diagnostic(
      RenderProblem.notCarried, "`\(field.name)` is not rendered: \(why)",
      at: place?.span ?? resolved.beginning)
    diagnostic.setting = field.name
    return diagnostic
  }

  /// A parameter without a setting, at its own location in the URL.
  static func notCarried(
    _ parameter: Unmodelled.Parameter, _ why: Message, _ resolved: ResolvedConfiguration
  ) -> Diagnostic {
    let place = resolved[parameter.assignment]
    return Diagnostic(
      RenderProblem.notCarried,
      "parameter `\(value: parameter.key)` of `\(place.spelling)` is not rendered: \(why)",
      at: place.span)
  }
}
