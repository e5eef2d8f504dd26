import Diagnostics
import Settings

/// How the single container wandb/local runs, apart from its variables.
struct ServerContainer {
  let image: String
  /// `HOST:CONTAINER`, as Docker publishes the server's port.
  let port: String
  /// `VOLUME:FOLDER`; the folder contains the bundled database, and files without a bucket.
  let volume = "\(volumeName):/vol"

  static let volumeName = "wandb"
  /// The port of the server in its container.
  static let serverPort = 8080
  /// The settings that this type expresses.
  static let settings = ["app.image.repository", "app.image.tag", "app.image.digest"]

  init(_ request: RenderRequest) {
    let configuration = request.configuration
    let setup = request.resolved.deployment?.container
    image =
      setup?.imageOption?.text ?? setup?.image
      ?? ContainerImage(of: "app", configuration, in: request.resolved.chartVersion)?.reference
      ?? "wandb/local:latest"
    let address = configuration.host.literal.flatMap(PublicAddress.init)
    // The server does not end TLS, so another program listens on the port of an `https` URL.
    let published = address.flatMap { $0.usesTLS ? nil : $0.port }
    port = "\(published ?? Self.serverPort):\(Self.serverPort)"
  }
}

/// The parts of `global.host`, as they were written.
struct PublicAddress {
  let usesTLS: Bool
  /// An IPv6 address is in brackets; a placeholder is left as it is.
  let host: String
  let port: Int
  /// The URL without a path, and without a default port.
  let url: String

  /// nil for text that is not an absolute URL of a host.
  init?(_ text: String) {
    guard let separator = text.range(of: "://") else { return nil }
    let scheme = text[..<separator.lowerBound].lowercased()
    guard scheme == "https" || scheme == "http" else { return nil }
    usesTLS = scheme == "https"
    let address = text[separator.upperBound...].prefix { !"/?#".contains($0) }
    let end = address.hasPrefix("[") ? address.firstIndex(of: "]").map(address.index(after:)) : nil
    let colon = address[(end ?? address.startIndex)...].firstIndex(of: ":")
    host = String(address[..<(colon ?? address.endIndex)])
    let usual = usesTLS ? 443 : 80
    let number = colon.map { Int(address[address.index(after: $0)...]) } ?? usual
    guard let number, 1...65_535 ~= number, Self.isHost(host) else { return nil }
    port = number
    url = "\(scheme)://\(host)" + (port == usual ? "" : ":\(port)")
  }

  private static func isHost(_ text: String) -> Bool {
    !text.isEmpty && !text.unicodeScalars.contains { $0.value <= 0x20 || $0 == "@" || $0 == "\\" }
  }
}
