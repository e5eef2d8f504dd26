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
  /// Whether ports or volumes are written, so that missing ones are missing, not left out of an excerpt.
  package var isWhole: Bool { !ports.isEmpty || !volumes.isEmpty || isInspected }
  /// Whether it was read from a container that exists.
  package var isInspected = false
  /// Whether other options may forward ports or mount volumes.
  package var isOpen = false

  package init(span: SourceSpan) { self.span = span }

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
