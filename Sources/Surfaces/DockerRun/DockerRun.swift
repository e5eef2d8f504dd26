package import ConfigSyntax
import Diagnostics
package import Settings

/// A shell script with `docker run`: the variables that the command gives to W&B Server.
package struct DockerRun: InputKind {
  package static let title = "a script with `docker run`"

  private let command: DockerCommand
  /// The variables of `--env`, in order.
  private let entries: [Entry]
  /// Whether the env files that the command names set a variable of the server, or are not known.
  private let filesSetAny: Bool

  package init(_ command: DockerCommand, _ entries: [Entry], filesSetAny: Bool) {
    (self.command, self.entries, self.filesSetAny) = (command, entries, filesSetAny)
  }

  package var form: Deployment.Form? { .container }

  package var container: ContainerSetup? {
    var setup = ContainerSetup(span: command.span)
    setup.image = command.image?.text.flatMap { ServerImage.isLocal($0) ? $0 : nil }
    setup.isOpen =
      command.isOpen || !command.values(of: "volumes-from").isEmpty
      || !command.values(of: "mount").isEmpty
    let networks = command.values(of: "network") + command.values(of: "net")
    if !networks.contains(where: { $0.prefix == "host" }) {
      setup.ports = command.values(of: "publish").compactMap { option in
        guard let text = option.text else { return .init(nil, option.value.span) }
        return ContainerSetup.portTarget(text).map { .init($0, option.value.span) }
      }
    }
    setup.volumes = command.values(of: "volume").map { option in
      .init(option.text.flatMap(ContainerSetup.volumeTarget), option.value.span)
    }
    return setup
  }

  package func read(_ root: ConfigNode, _ reader: inout SurfaceReader) {
    let environment = ContainerEnvironment(path: "", value: { $0.value })
    if !environment.read(entries, &reader), !filesSetAny, !command.isOpen {
      reader.findings.report(.containerSetsNothing("`docker run`", command.span))
    }
  }
}
