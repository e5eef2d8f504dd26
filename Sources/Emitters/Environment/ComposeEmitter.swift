package import Diagnostics
import Documents
import Secrets
import Settings
package import Surfaces

/// A compose file with the single container wandb/local.
///
/// What a compose file among the inputs says besides the variables of the server, other services
/// included, stays; the options of a `docker run` become keys of the service.
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
    variables.carryContainer()
    let environment = ComposeDocument.escaped(
      .object(.init(variables.values.map { (key: $0.name, value: .string($0.value)) })))
    let tree = tree(request, environment, &bag)
    let artifact = Artifact(
      fileName: target.files[0], text: ComposeDocument.render(written: tree),
      sensitivity: variables.holdsSecrets || SecretData.holdsSecrets(tree) ? .secret : .open)
    return Rendering([artifact], variables.losses)
  }

  private static func tree(
    _ request: RenderRequest, _ environment: DocumentValue, _ bag: inout DiagnosticBag
  ) -> DocumentValue {
    guard let setup = request.resolved.deployment?.container else {
      return byDefault(ServerContainer(request), environment)
    }
    var losses = ContainerLosses(.composeFile)
    defer { losses.report(of: setup, &bag) }
    guard setup.workload == nil else {
      losses.addImage(of: setup)
      return byDefault(ServerContainer(request), environment)
    }
    guard let project = setup.project else {
      return ComposeWriter(setup, ServerContainer(request), &losses).tree(with: environment)
    }
    return inProject(project, request.shown(project.written), environment)
  }

  private static func byDefault(
    _ container: ServerContainer, _ environment: DocumentValue
  ) -> DocumentValue {
    .object([
      "services": .object([
        "wandb": .object([
          "image": .string(container.image),
          "restart": .string("unless-stopped"),
          "ports": .array([.string(container.port)]),
          "volumes": .array([.string(container.volume)]),
          "environment": environment,
        ])
      ]),
      "volumes": .object([ServerContainer.volumeName: .object([:])]),
    ])
  }

  /// The file with other variables of the server, which contain those of its env files.
  private static func inProject(
    _ project: ComposeProject, _ tree: DocumentValue, _ environment: DocumentValue
  ) -> DocumentValue {
    var root = tree.members ?? [:]
    var services = root["services"]?.members ?? [:]
    var service = DocumentValue.Members()
    for (key, value) in services[project.service]?.members?.entries ?? [] {
      let isEnvironment = ["environment", "env_file"].contains(key)
      service[isEnvironment ? "environment" : key] = isEnvironment ? environment : value
    }
    service["environment"] = environment
    services[project.service] = .object(service)
    root["services"] = .object(services)
    return .object(root)
  }
}
