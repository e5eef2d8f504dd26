package import Diagnostics
import Documents
import Settings
package import Surfaces

/// A compose file with the single container wandb/local.
package enum ComposeEmitter: Emitter {
  package static let target = Target(
    name: "compose", files: ["compose.yaml"],
    summary: "Compose file with wandb/local, for `docker compose up`")

  package static var replacedKind: (any InputKind.Type)? { ComposeFile.self }

  package static let scope = Scope.whole(
    .init(
      settings: "a compose file", plainFile: "the compose file", resource: "a compose file",
      calls: "a compose file"))

  package static func render(
    _ request: RenderRequest, _ bag: inout DiagnosticBag
  ) -> Rendering? {
    var variables = ContainerVariables(request, in: .composeFile, &bag)
    guard !variables.values.isEmpty else {
      bag.report(.nothing(for: ContainerFile.composeFile.phrase, at: request.beginning))
      return Rendering([], variables.losses)
    }
    variables.carry(ServerContainer.settings)
    let artifact = Artifact(
      fileName: target.files[0],
      text: ComposeDocument.render(tree(ServerContainer(request), variables.values)),
      sensitivity: variables.holdsSecrets ? .secret : .open)
    return Rendering([artifact], variables.losses)
  }

  private static func tree(
    _ container: ServerContainer, _ variables: [(name: String, value: String)]
  ) -> DocumentValue {
    let environment = DocumentValue.Members(
      variables.map { (key: $0.name, value: .string($0.value)) })
    return .object([
      "services": .object([
        "wandb": .object([
          "image": .string(container.image),
          "restart": .string("unless-stopped"),
          "ports": .array([.string(container.port)]),
          "volumes": .array([.string(container.volume)]),
          "environment": .object(environment),
        ])
      ]),
      "volumes": .object([ServerContainer.volumeName: .object([:])]),
    ])
  }
}
