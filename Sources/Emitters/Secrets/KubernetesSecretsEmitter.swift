package import Diagnostics
import Settings

/// The Secrets to which other artifacts refer with `--secrets reference`.
package enum KubernetesSecretsEmitter: Emitter {
  package static let target = Target(
    name: "kubernetes-secrets", files: ["secrets.yaml"],
    summary: "Secrets with the passwords and keys, for `--secrets reference`")

  package static var refersToSecrets: Bool { true }

  package static func render(
    _ request: RenderRequest, _ bag: inout DiagnosticBag
  ) -> Rendering? {
    guard let artifact = SecretReferences(request.configuration).artifact else {
      bag.report(.nothing(for: "a Secret", at: request.beginning))
      return nil
    }
    return [artifact]
  }
}
