import Diagnostics

/// How a container that runs W&B Server is recognised.
enum ServerImage {
  /// Whether an image is `wandb/local`, from any registry and in any version.
  static func isLocal(_ image: String) -> Bool {
    guard image.holds("local") else { return false }
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
  static let variables: Set = ["BUCKET", "HOST", "LICENSE", "MYSQL"]

  /// Whether a container with another image has variables of the server, and is not another program
  /// with some of the same names; `labels` are its image and its name.
  static func isLikely(_ variables: [String], labels: [String?]) -> Bool {
    let known = Self.variables.intersection(variables)
    let isMarked = labels.contains { $0?.lowercased().holds("wandb") == true }
    return known.count > 2 || isMarked && !known.isEmpty
      || variables.contains { $0.hasPrefix("GORILLA_") }
  }
}
