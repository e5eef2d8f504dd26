import ConfigSyntax
package import Diagnostics
import Documents
import Secrets
import Settings
package import Surfaces

/// An env file for the single container wandb/local.
package enum DockerEnvEmitter: Emitter {
  package static let target = Target(
    name: "docker-env", files: ["wandb.env"],
    summary: "Env file for wandb/local, for `docker run --env-file`")

  package static var replacedKind: (any InputKind.Type)? { EnvFile.self }

  package static let scope = Scope.whole(
    .init(
      settings: "a Docker env file", plainFile: "the env file", resource: "a Docker env file",
      calls: "a Docker env file"))

  package static func render(
    _ request: RenderRequest, _ bag: inout DiagnosticBag
  ) -> Rendering? {
    let projection = Projection.project(
      configuration(request), on: .environment, request.options, as: request.resolved)
    var document = EnvDocument()
    for (location, value) in projection.values {
      guard case .string(let text) = value, !document.add(location.name, text) else { continue }
      bag.report(.lineBreak(in: location.name, at: request.beginning))
    }
    var holdsSecrets = projection.holdsSecrets || request.resolved.holdsSensitive
    var losses = projection.losses
    losses.keys = request.configuration.unmodelled.helm
    for variable in request.configuration.unmodelled.distinctEnvironment {
      if let value = ElsewhereValue(variable) {
        losses.variables.append(value)
        continue
      }
      holdsSecrets = add(variable, request, to: &document, &bag) || holdsSecrets
    }
    let isEmpty = document.lines.isEmpty
    if isEmpty { bag.report(.nothing(for: "an env file", at: request.beginning)) }
    let artifact = Artifact(
      fileName: target.files[0], text: document.render(),
      sensitivity: holdsSecrets ? .secret : .open)
    return Rendering(isEmpty ? [] : [artifact], losses)
  }

  /// The configuration as a single container would read it.
  private static func configuration(_ request: RenderRequest) -> Configuration {
    var configuration = request.configuration
    // The only variable, `BUCKET`, names the bucket that the chart would use.
    configuration.bucket = configuration.effectiveBucket.bucket
    configuration.defaultBucket = Bucket()
    // The chart enables TLS if there is a certificate; a URL must say so explicitly.
    if let origin = configuration.redis.caCert.origin, configuration.redis.tls.isAbsent {
      configuration.redis.tls.assign(.literal(true), by: origin)
    }
    return configuration
  }

  /// Writes a variable without a setting; returns whether it looks like a secret.
  private static func add(
    _ variable: Unmodelled.Variable, _ request: RenderRequest, to document: inout EnvDocument,
    _ bag: inout DiagnosticBag
  ) -> Bool {
    // A redacted value is always plain text, so whether it is written depends on the original.
    let environment = request.resolved.configuration.unmodelled.environment
    let original = environment.first { $0.name == variable.name } ?? variable
    let isPlain = text(of: original) != nil
    guard isPlain, let text = text(of: variable), document.add(variable.name, text) else {
      bag.report(.notCarried(variable, fault(of: original, isPlain: isPlain)))
      return false
    }
    return SecretData.holdsSecrets(.string(text), .named(variable.name))
  }

  private static func text(of variable: Unmodelled.Variable) -> String? {
    switch variable.source {
    case .envFile: variable.value.scalar?.text
    case .helm, .globalEnv: KubernetesText.plainText(variable.value)
    }
  }

  private static func fault(of variable: Unmodelled.Variable, isPlain: Bool) -> String {
    guard EnvDocument.isName(variable.name) else { return "Docker does not accept its name" }
    guard !isPlain else { return "an env file can contain only single-line plain text" }
    return variable.value.scalar == nil
      ? "its value is stored elsewhere in the cluster, or is not a string"
      : "Helm or Kubernetes computes its value from templates or other variables"
  }
}

extension Diagnostic {
  fileprivate static func lineBreak(in name: String, at span: SourceSpan) -> Diagnostic {
    var diagnostic = Diagnostic(
      RenderProblem.notCarried,
      "`\(name)` is not rendered: its value has a line break or is too long for an env file",
      at: span)
    diagnostic.setting = "env.\(name)"
    return diagnostic
  }

  fileprivate static func notCarried(
    _ variable: Unmodelled.Variable, _ fault: String
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      RenderProblem.notCarried, "variable `\(variable.name)` is not rendered: \(fault)",
      at: variable.value.span)
    diagnostic.setting = "env.\(variable.name)"
    return diagnostic
  }
}
