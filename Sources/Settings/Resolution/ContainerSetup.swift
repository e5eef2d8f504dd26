package import Diagnostics

/// How a container of `wandb/local` is started, apart from its variables.
package struct ContainerSetup: Sendable {
  /// A port or a directory of the container, and where it is written.
  package struct Target: Sendable {
    /// nil for one that is not known here.
    package let text: String?
    package let span: SourceSpan

    package init(_ text: String?, _ span: SourceSpan) { (self.text, self.span) = (text, span) }
  }

  /// The service, the command or the container itself, where something missing is reported.
  package let span: SourceSpan
  /// The name of the image; nil where it is not known here, or no image of the server.
  package var image: String?
  /// The ports of the container that the host forwards to, as `8080` or `8080-8090`.
  package var ports: [Target] = []
  /// The directories of the container that outlive it.
  package var volumes: [Target] = []
  /// The image as it is written, whatever it is.
  package var imageOption: ContainerOption?
  /// Everything else that is written about the container but its variables, for a rendering.
  package var options: [ContainerOption] = []
  /// The words after the image, which replace the command of the image.
  package var arguments: [ContainerOption] = []
  /// The file, if it is a compose file.
  package var project: ComposeProject?
  /// What a workload of Kubernetes says besides image and variables; nil for a container that Docker
  /// starts.
  package var workload: [Located]?
  /// What an earlier input writes about a container, which the last one replaces.
  package private(set) var replaced: [Located] = []
  /// Whether ports or volumes are written, so that missing ones are missing, not left out of an excerpt.
  package var isWhole: Bool { !ports.isEmpty || !volumes.isEmpty || isInspected }
  /// Whether it was read from a container that exists.
  package var isInspected = false
  /// Whether other options may forward ports or mount volumes.
  package var isOpen = false

  package init(span: SourceSpan) { self.span = span }

  /// What is written about the container, by the names that the input uses.
  package var names: [Located] {
    let all =
      (imageOption.map { [$0] } ?? []) + options.filter { $0.flag != "detach" } + arguments
    var seen: Set<String> = []
    return (all.map(\.name) + (workload ?? []) + replaced).filter { seen.insert($0.value).inserted }
  }

  /// The setup after an earlier one: compose files are merged, anything else is replaced.
  package func merged(after earlier: ContainerSetup) -> ContainerSetup {
    var setup = self
    guard let project, let first = earlier.project, project.service == first.service else {
      setup.replaced = earlier.names
      return setup
    }
    setup.project = project.merged(after: first)
    setup.image = image ?? earlier.image
    setup.imageOption = imageOption ?? earlier.imageOption
    setup.ports = earlier.ports + ports
    setup.volumes = earlier.volumes + volumes
    setup.options =
      earlier.options.filter { old in !options.contains { $0.replaces(old) } } + options
    setup.arguments = arguments.isEmpty ? earlier.arguments : arguments
    setup.replaced = earlier.replaced
    setup.isOpen = isOpen || earlier.isOpen
    return setup
  }

  /// Whether the port may be reached: it is forwarded, or nothing says which ports are.
  package func mayReach(port: Int) -> Bool {
    isOpen || ports.isEmpty
      || ports.contains { target in
        guard let text = target.text else { return true }
        let bounds = text.split(separator: "-").map { Int($0) }
        guard let first = bounds.first, let lower = first else { return true }
        return lower...max(lower, (bounds.last ?? first) ?? lower) ~= port
      }
  }

  /// Whether a directory, or one above it, may be in a volume.
  package func mayKeep(_ directory: String) -> Bool {
    isOpen
      || volumes.contains { target in
        guard var text = target.text else { return true }
        while text.hasSuffix("/") { text.removeLast() }
        return text == directory || directory.hasPrefix(text + "/")
      }
  }
}

/// One thing that a container is started with.
package struct ContainerOption: Sendable, Equatable {
  /// What follows the option of `docker run`.
  package enum Value: Sendable, Equatable {
    case text(String)
    /// Nothing: `--privileged`.
    case none
    /// It is not known here.
    case unknown
  }

  /// As the input calls it: `ports`, `--publish`.
  package let name: Located
  /// As `docker run` calls it, without dashes; nil for what only Compose has.
  package let flag: String?
  package let value: Value

  package init(_ name: Located, flag: String?, _ value: Value) {
    (self.name, self.flag, self.value) = (name, flag, value)
  }

  /// Equal to the reader of the option, wherever it was written.
  package static func == (left: ContainerOption, right: ContainerOption) -> Bool {
    left.flag == right.flag && left.value == right.value
      && (left.flag != nil || left.name.value == right.name.value)
  }

  /// Whether an option of an earlier file counts no more: it is the same, or has a single value.
  fileprivate func replaces(_ earlier: ContainerOption) -> Bool {
    guard let flag, flag == earlier.flag else { return self == earlier }
    guard self != earlier else { return true }
    if case .text? = ContainerWord.of(flag: flag)?.shape { return true }
    return ["entrypoint", "stop-timeout", "health-cmd"].contains(flag)
  }

  /// The text; nil where there is none, or it is not known.
  package var text: String? { if case .text(let text) = value { text } else { nil } }
}
