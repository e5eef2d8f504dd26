package import Diagnostics
import Documents
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
    let variables = ContainerVariables(request, in: .envFile, &bag)
    guard !variables.values.isEmpty else {
      bag.report(.nothing(for: ContainerFile.envFile.phrase, at: request.beginning))
      return Rendering([], variables.losses)
    }
    var document = EnvDocument()
    for (name, value) in variables.values { _ = document.add(name, value) }
    let artifact = Artifact(
      fileName: target.files[0], text: document.render(),
      sensitivity: variables.holdsSecrets ? .secret : .open)
    return Rendering([artifact], variables.losses)
  }
}
