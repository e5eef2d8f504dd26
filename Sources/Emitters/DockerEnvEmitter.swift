import ConfigSyntax
package import Diagnostics
import Documents
package import Settings
import Surfaces

/// An env file for the single container wandb/local.
package enum DockerEnvEmitter: Emitter {
  package static let target = Target(
    name: "docker-env", files: ["wandb.env"],
    summary: "Env file for wandb/local, for `docker run --env-file`")

  package static func emit(
    _ resolved: ResolvedConfiguration, _ options: EmitOptions, _ bag: inout DiagnosticBag
  ) -> [Artifact] {
    var configuration = Redaction.apply(resolved, options)
    UnknownValues.take(from: &configuration, &bag)
    // The only variable, `BUCKET`, names the bucket that the chart would use.
    configuration.bucket = configuration.effectiveBucket.bucket
    configuration.defaultBucket = Bucket()
    // The chart enables TLS if there is a certificate; a URL must say so explicitly.
    if let place = configuration.redis.caCert.origin, configuration.redis.tls.isAbsent {
      configuration.redis.tls.assign(.literal(true), by: place)
    }
    let projection = Projection.project(configuration, on: .environment, options)
    var document = EnvDocument()
    for (place, value) in projection.values {
      guard case .string(let text) = value, !document.add(place.name, text) else { continue }
      bag.report(.lineBreak(in: place.name, resolved))
    }
    var holdsSecrets = projection.holdsSecrets || resolved.holdsSensitive
    for variable in configuration.unmodelled.distinctEnvironment {
      holdsSecrets = add(variable, options, to: &document, &bag) || holdsSecrets
    }
    bag.report(projection.losses(resolved))
    UnwrittenKeys.report(
      projection.foreign, configuration, resolved, "a Docker env file", &bag)
    UnwrittenKeys.reportResource(configuration, "a Docker env file", &bag)
    ExistingCalls.report(resolved, options.terraform.given, "a Docker env file", &bag)
    return [
      Artifact(
        fileName: target.files[0], text: document.render(),
        sensitivity: holdsSecrets && options.secrets == .literal ? .secret : .open)
    ]
  }

  /// Writes a variable without a setting; returns whether it looks like a secret.
  private static func add(
    _ variable: Unmodelled.Variable, _ options: EmitOptions, to document: inout EnvDocument,
    _ bag: inout DiagnosticBag
  ) -> Bool {
    let text =
      switch variable.source {
      case .envFile: variable.value.scalar?.text
      case .helm, .globalEnv: KubernetesText.plainText(variable.value)
      }
    let value = DocumentValue.string(text ?? "")
    let isSecret = Redaction.holdsSecrets(value, below: variable.name)
    let shown = options.secrets == .redact ? Redaction.redact(value, below: variable.name) : value
    guard let text, case .string(let written) = shown, document.add(variable.name, written) else {
      var diagnostic = Diagnostic(
        RenderProblem.notCarried,
        "variable `\(variable.name)` is not rendered: \(fault(of: variable, text))",
        at: variable.value.span)
      diagnostic.setting = "env.\(variable.name)"
      bag.report(diagnostic)
      return false
    }
    return isSecret && !text.isEmpty
  }

  private static func fault(of variable: Unmodelled.Variable, _ text: String?) -> String {
    guard EnvDocument.isName(variable.name) else { return "Docker does not accept its name" }
    guard text == nil else { return "an env file can contain only single-line plain text" }
    return variable.value.scalar == nil
      ? "its value is stored elsewhere in the cluster, or is not text"
      : "Helm or Kubernetes computes its value from templates or other variables"
  }
}

extension Diagnostic {
  fileprivate static func lineBreak(
    in name: String, _ resolved: ResolvedConfiguration
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      RenderProblem.notCarried,
      "`\(name)` is not rendered: its value has a line break or is too long for an env file",
      at: resolved.beginning)
    diagnostic.setting = "env.\(name)"
    return diagnostic
  }
}
