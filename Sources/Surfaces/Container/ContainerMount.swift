/// The value of `--mount`: `type=volume,src=wandb,dst=/vol`.
///
/// Source: Docker CLI 28.2, `opts/mount.go`.
package struct ContainerMount: Sendable {
  /// `bind`, `volume` or `tmpfs`, which is the default `volume` where it is not written.
  package private(set) var type = "volume"
  package private(set) var source: String?
  package private(set) var target: String?
  package private(set) var isReadOnly = false
  /// The other options, as they are written.
  package private(set) var others: [String] = []

  package init(_ text: String) {
    for field in text.split(separator: ",") {
      let parts = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let value = parts.count > 1 ? String(parts[1]) : nil
      switch parts[0].lowercased() {
      case "type": type = value?.lowercased() ?? type
      case "source", "src": source = value
      case "target", "destination", "dst": target = value
      case "readonly", "ro": isReadOnly = value.map { ["true", "1"].contains($0) } ?? true
      default: others.append(String(field))
      }
    }
  }

  /// Whether nothing in it outlives the container.
  package var isTemporary: Bool { type == "tmpfs" }
}
