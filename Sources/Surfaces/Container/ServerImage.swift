/// The names of images of the server that contain everything in one container.
enum ServerImage {
  /// Whether an image is `wandb/local`, from any registry and in any version.
  static func isLocal(_ image: String) -> Bool {
    let name = image.prefix { $0 != "@" }
    let path = name.split(separator: "/", omittingEmptySubsequences: false)
    let last = path.last?.prefix { $0 != ":" }
    return last == "local" && path.dropLast().last == "wandb"
  }

  /// The same for a name whose tag may not be known: `wandb/local:${TAG}`.
  static func isNamed(_ prefix: String) -> Bool {
    isLocal(prefix.hasSuffix(":") ? prefix + "tag" : prefix)
  }

  /// Variables that every server needs, and few other programs have.
  static let variables = ["HOST", "BUCKET", "MYSQL"]
}
