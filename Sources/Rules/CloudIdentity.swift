import Settings

/// The forms in which clouds name who asks, and who owns.
enum CloudIdentity {
  static func isRole(_ text: String) -> Bool {
    guard let name = AmazonResourceName(text) else { return false }
    return name.isIdentity && name.resource.hasPrefix("role/")
  }

  /// Accounts of a project, and the two that a project has by itself.
  static func isGoogleAccount(_ text: String) -> Bool {
    text.wholeMatch(
      of: /[^@\s]+@([^@\s]+\.iam|developer|appspot)\.gserviceaccount\.com/) != nil
  }

  static func isUUID(_ text: String) -> Bool {
    text.wholeMatch(of: /[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}/) != nil
  }
}
