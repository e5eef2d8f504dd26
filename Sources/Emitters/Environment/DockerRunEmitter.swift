package import Diagnostics
import Documents
import Settings

/// A script that starts the single container wandb/local.
///
/// Other users of the machine can see the arguments of a program, so the script passes secrets on
/// in its environment: `--env NAME` without a value.
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
    variables.carryContainer()
    let container = ServerContainer(request)
    var losses = ContainerLosses(.script)
    let setup = request.resolved.deployment?.container
    let options = setup.map { carried($0, container, &losses, &bag) } ?? byDefault(container)
    let arguments = setup?.arguments ?? []
    if let unknown = arguments.first(where: { $0.value == .unknown }) {
      losses.addUnknown(unknown.name)
    }
    if let setup { losses.report(of: setup, &bag) }
    let isKnown = arguments.allSatisfy { $0.value != .unknown }
    let image = [ShellScript.Word(container.image)]
    let words =
      options + environment(variables) + image
      + (isKnown ? arguments.compactMap(\.text).map { ShellScript.Word($0) } : [])
    let artifact = Artifact(
      fileName: target.files[0],
      text: script(words, variables, name: name(in: setup)).render(),
      sensitivity: variables.holdsSecrets || setup != nil ? .secret : .open)
    return Rendering([artifact], variables.losses)
  }

  private static let defaultName = "wandb-local"

  /// The name of the container; nil if Docker chooses one.
  private static func name(in setup: ContainerSetup?) -> String? {
    guard let setup, setup.workload == nil else { return defaultName }
    let named = setup.options.last { $0.flag == "name" }?.text
    return named ?? (setup.project == nil ? nil : defaultName)
  }

  private static func script(
    _ words: [ShellScript.Word], _ variables: ContainerVariables, name: String?
  ) -> ShellScript {
    let removal = name.map { " Remove an older container first: docker rm --force \($0)" } ?? ""
    let exported = variables.values.filter { variables.isExported($0.name) }
    return ShellScript(
      [.comment("Starts W&B Server." + removal), .command(["set", "-eu"])]
        + exported.map { .export($0.name, ShellScript.Word($0.value)) }
        + [.command(["docker", "run"] + words)])
  }

  private static func environment(_ variables: ContainerVariables) -> [ShellScript.Word] {
    variables.values.flatMap { variable -> [ShellScript.Word] in
      let isExported = variables.isExported(variable.name)
      return [
        "--env",
        ShellScript.Word(isExported ? variable.name : "\(variable.name)=\(variable.value)"),
      ]
    }
  }

  private static func byDefault(_ container: ServerContainer) -> [ShellScript.Word] {
    [
      "--detach", "--name", ShellScript.Word(defaultName), "--publish",
      ShellScript.Word(container.port), "--volume", ShellScript.Word(container.volume),
      "--restart", "unless-stopped",
    ]
  }

  // MARK: Options of the inputs

  private static func carried(
    _ setup: ContainerSetup, _ container: ServerContainer, _ losses: inout ContainerLosses,
    _ bag: inout DiagnosticBag
  ) -> [ShellScript.Word] {
    losses.addImage(of: setup)
    guard setup.workload == nil else { return byDefault(container) }
    var words: [ShellScript.Word] = []
    if let project = setup.project {
      words = ["--detach"]
      if !setup.options.contains(where: { $0.flag == "name" }) {
        words += ["--name", ShellScript.Word(defaultName)]
      }
      for name in project.others { losses.add(Located("services.\(name.printable)", setup.span)) }
    }
    for option in setup.options {
      guard let flag = option.flag else {
        if option.name.value == "networks" {
          words += networks(option, setup, &losses)
        } else {
          lose(option, &losses)
        }
        continue
      }
      let name = ShellScript.Word(flag.count > 1 ? "--" + flag : "-" + flag)
      switch option.value {
      case .unknown: losses.addUnknown(option.name)
      case .none: words.append(name)
      case .text(let text) where flag == "volume":
        words += [name, volume(text, option, setup, &bag)]
      case .text(let text): words += [name, ShellScript.Word(text)]
      }
    }
    return words
  }

  private static func lose(_ option: ContainerOption, _ losses: inout ContainerLosses) {
    if case .unknown = option.value {
      losses.addUnknown(option.name)
    } else {
      losses.add(option.name)
    }
  }

  /// A network that exists; Compose creates all others.
  private static func networks(
    _ option: ContainerOption, _ setup: ContainerSetup, _ losses: inout ContainerLosses
  ) -> [ShellScript.Word] {
    guard let text = option.text else {
      lose(option, &losses)
      return []
    }
    guard text != "default" else { return [] }
    guard let network = setup.project?.externalNetwork(text) else {
      losses.add(option.name)
      return []
    }
    return ["--network", ShellScript.Word(network)]
  }

  /// The volume by the name that it has outside of its project.
  private static func volume(
    _ text: String, _ option: ContainerOption, _ setup: ContainerSetup,
    _ bag: inout DiagnosticBag
  ) -> ShellScript.Word {
    // The shell, not Docker, knows the home directory.
    if text.hasPrefix("~/") {
      return ShellScript.Word.variable("HOME") + ShellScript.Word(String(text.dropFirst()))
    }
    guard let project = setup.project, let name = ComposeWriter.volume(in: text) else {
      return ShellScript.Word(text)
    }
    guard let own = project.volume(name) else {
      bag.report(.volumeOfProject(name, at: option.name.span))
      return ShellScript.Word(text)
    }
    return ShellScript.Word(own + text.dropFirst(name.count))
  }
}
