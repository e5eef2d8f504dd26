import Settings

/// Ports and volumes as Compose and `docker run` write them.
extension ContainerSetup {
  /// The port of the container in `[[ADDRESS:]HOST:]CONTAINER[/PROTOCOL]`; nil for another protocol
  /// than TCP.
  static func portTarget(_ text: String) -> String? {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count < 2 || parts[1] == "tcp", let address = parts.first else { return nil }
    return address.split(separator: ":").last.map(String.init)
  }

  /// The directory of the container in `[SOURCE:]TARGET[:OPTIONS]`.
  static func volumeTarget(_ text: String) -> String? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    let target = parts.dropFirst().first { $0.hasPrefix("/") } ?? parts.first
    return target.map(String.init)
  }
}
