package import ConfigSyntax
package import Diagnostics
package import Settings

/// A shell script with `docker run`: the variables that the command gives to W&B Server.
package struct DockerRun: InputKind {
  package static let title = "a script with `docker run`"

  private let command: DockerCommand
  /// The variables of `--env`, in order.
  private let entries: [Entry]
  /// Whether the env files that the command names set a variable of the server.
  private let filesSetAny: Bool
  /// The env files whose contents are not known.
  private let unreadFiles: [Located]

  package init(
    _ command: DockerCommand, _ entries: [Entry], filesSetAny: Bool, unreadFiles: [Located]
  ) {
    (self.command, self.entries) = (command, entries)
    (self.filesSetAny, self.unreadFiles) = (filesSetAny, unreadFiles)
  }

  package var form: Deployment.Form? { .container }

  /// Of a file that is missing or not known, a finding tells by itself.
  package var isCompleteWhenEmpty: Bool { filesSetAny || !unreadFiles.isEmpty }

  package var container: ContainerSetup? {
    var setup = ContainerSetup(span: command.span)
    setup.image = command.image?.text.flatMap { ServerImage.isLocal($0) ? $0 : nil }
    setup.isOpen = command.isOpen || !command.values(of: "volumes-from").isEmpty
    if !command.values(of: "network").contains(where: { $0.prefix == "host" }) {
      setup.ports = command.values(of: "publish").compactMap { option in
        guard let text = option.text else { return .init(nil, option.value.span) }
        return ContainerSetup.portTarget(text).map { .init($0, option.value.span) }
      }
    }
    setup.volumes = command.values(of: "volume").map { option in
      .init(option.text.flatMap(ContainerSetup.volumeTarget), option.value.span)
    }
    for option in command.values(of: "mount") {
      let mount = option.text.map(ContainerMount.init)
      if let mount, mount.isTemporary { continue }
      setup.volumes.append(.init(mount?.target, option.value.span))
    }
    carry(&setup)
    return setup
  }

  /// Adds what a rendering writes back.
  private func carry(_ setup: inout ContainerSetup) {
    func value(_ text: String?) -> ContainerOption.Value { text.map { .text($0) } ?? .unknown }
    if let image = command.image {
      setup.imageOption = ContainerOption(
        Located("image", image.span), flag: nil, value(image.text))
    }
    setup.options = command.options.filter { !["env", "env-file"].contains($0.name) }.map {
      ContainerOption(
        Located((($0.name.count > 1) ? "--" : "-") + $0.name, $0.value.span), flag: $0.name,
        $0.isFlag ? .none : value($0.text))
    }
    setup.arguments = command.arguments.map {
      ContainerOption(Located("command", $0.span), flag: nil, value($0.text))
    }
    setup.options += command.open.map {
      ContainerOption(Located("options in variables", $0), flag: nil, .unknown)
    }
  }

  package func read(_ root: ConfigNode, _ reader: inout SurfaceReader) {
    let environment = ContainerEnvironment(path: "", value: { $0.value })
    for file in unreadFiles {
      reader.noteUnknown(
        file.value, file.span, help: "name the env file as an input before this one")
    }
    if !environment.read(entries, &reader), !isCompleteWhenEmpty, !command.isOpen {
      reader.findings.report(.containerSetsNothing("`docker run`", command.span))
    }
  }
}
