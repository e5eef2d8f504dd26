package import Diagnostics
import Documents
import Settings

/// A script that starts the single container wandb/local.
package enum DockerRunEmitter: Emitter {
  package static let target = Target(
    name: "docker-run", files: ["docker-run.sh"],
    summary: "Script that starts wandb/local with `docker run`")

  package static let scope = Scope.whole(
    .init(
      settings: "a `docker run` command", plainFile: "the script",
      resource: "a `docker run` command", calls: "a `docker run` command"))

  package static func render(
    _ request: RenderRequest, _ bag: inout DiagnosticBag
  ) -> Rendering? {
    var variables = ContainerVariables(request, in: .script, &bag)
    guard !variables.values.isEmpty else {
      bag.report(.nothing(for: ContainerFile.script.phrase, at: request.beginning))
      return Rendering([], variables.losses)
    }
    variables.carry(ServerContainer.settings)
    let artifact = Artifact(
      fileName: target.files[0],
      text: script(ServerContainer(request), variables.values).render(),
      sensitivity: variables.holdsSecrets ? .secret : .open)
    return Rendering([artifact], variables.losses)
  }

  private static func script(
    _ container: ServerContainer, _ variables: [(name: String, value: String)]
  ) -> ShellScript {
    let options: [ShellScript.Word] = [
      "--detach", "--name", "wandb-local", "--publish", ShellScript.Word(container.port),
      "--volume", ShellScript.Word(container.volume),
    ]
    let environment = variables.flatMap { variable -> [ShellScript.Word] in
      ["--env", ShellScript.Word("\(variable.name)=\(variable.value)")]
    }
    return ShellScript([
      .comment("Starts W&B Server. Remove an older container first: docker rm --force wandb-local"),
      .command(["set", "-eu"]),
      .command(
        ["docker", "run"] + options + environment
          + ["--restart", "unless-stopped", ShellScript.Word(container.image)]),
    ])
  }
}
