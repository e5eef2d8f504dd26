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
