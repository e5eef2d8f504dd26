import Settings

/// The forms in which clouds name who asks, and who owns.
enum CloudIdentity {
  static func isRole(_ text: String) -> Bool {
    guard let name = AmazonResourceName(text) else { return false }
    return name.isIdentity && name.resource.hasPrefix("role/")
  }

  /// Accounts of a project, and the two that a project has by itself.
  static func isGoogleAccount(_ text: String) -> Bool {
    let isOwn = text.wholeMatch(of: /[a-z0-9-]+@[a-z0-9.-]+\.iam\.gserviceaccount\.com/) != nil
    return isOwn
      || text.wholeMatch(
        of:
          /([a-z0-9-]+@developer|([a-z0-9-]+\.[a-z0-9.-]+:)?[a-z0-9-]+@appspot)\.gserviceaccount\.com/
      ) != nil
  }

  /// The ID of a project of Google Cloud, one of a domain included.
  static func isProject(_ text: String) -> Bool {
    text.wholeMatch(of: /([a-z0-9.-]+:)?[a-z][a-z0-9-]{4,28}[a-z0-9]/) != nil
  }

  /// The name of a topic or subscription of Pub/Sub.
  static func isPubSubName(_ text: String) -> Bool {
    text.wholeMatch(of: /[A-Za-z][A-Za-z0-9._~+%-]{2,254}/) != nil && !text.hasPrefix("goog")
  }

  static func isUUID(_ text: String) -> Bool {
    text.wholeMatch(of: /[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}/) != nil
  }
}
