import Settings

/// The formats in which clouds name identities and owners.
enum CloudIdentity {
  static func isRole(_ text: String) -> Bool {
    guard let name = AmazonResourceName(text) else { return false }
    return name.isIdentity && name.resource.hasPrefix("role/")
  }

  /// Whether text is a service account: a user-created one or one of a project's two default ones.
  static func isGoogleAccount(_ text: String) -> Bool {
    let isOwn = text.wholeMatch(of: /[a-z0-9-]+@[a-z0-9.-]+\.iam\.gserviceaccount\.com/) != nil
    return isOwn
      || text.wholeMatch(
        of:
          /([a-z0-9-]+@developer|([a-z0-9-]+\.[a-z0-9.-]+:)?[a-z0-9-]+@appspot)\.gserviceaccount\.com/
      ) != nil
  }

  /// Whether text is a Google Cloud project ID, with or without a domain.
  static func isProject(_ text: String) -> Bool {
    text.wholeMatch(of: /([a-z0-9.-]+:)?[a-z][a-z0-9-]{4,28}[a-z0-9]/) != nil
  }

  /// Whether text is a valid name of a Pub/Sub topic or subscription.
  static func isPubSubName(_ text: String) -> Bool {
    text.wholeMatch(of: /[A-Za-z][A-Za-z0-9._~+%-]{2,254}/) != nil && !text.hasPrefix("goog")
  }

  static func isUUID(_ text: String) -> Bool {
    text.wholeMatch(of: /[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}/) != nil
  }
}
