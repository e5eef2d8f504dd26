import ConfigSyntax

/// A section that refers to a Secret, by the names of the Secret and of keys in it.
enum SecretReference {
  static func isOne(_ section: String) -> Bool {
    section.hasSuffix("Secret") || section.hasSuffix(".secret")
  }

  /// Whether a key that the chart does not read leaves the server without the secret.
  ///
  /// Such a key is meant as the name of the Secret or of a key in it. With a literal in `values`, it
  /// is not certain which of the two the user wants, and a bucket needs no keys where the pods have
  /// a role.
  static func isBroken(_ section: String, by key: String, _ values: ConfigNode?) -> Bool {
    guard section != "global.bucket.secret", names.contains(key.lowercased()) else { return false }
    return !hasLiteral(insteadOf: section, values)
  }

  /// What others call the two names, in lower case.
  private static let names: Set<String> = [
    "existingsecret", "key", "name", "passwordkey", "secret", "secretkey", "secretkeyref",
    "secretname", "valuefrom",
  ]

  private static func hasLiteral(insteadOf section: String, _ values: ConfigNode?) -> Bool {
    let path = section.split(separator: ".").dropLast()
    let parent = path.reduce(values) { $0?[String($1)] }
    guard let key = literals[section], let literal = parent?[key] else { return false }
    return literal.scalar.map { !$0.isNull && !$0.text.isEmpty } ?? true
  }

  /// The key next to a reference that holds the secret itself.
  private static let literals = [
    "global.auth.oidc.oidcSecret": "secret", "global.clickhouse.passwordSecret": "password",
    "global.kafka.passwordSecret": "password", "global.licenseSecret": "license",
    "global.mysql.passwordSecret": "password", "global.redis.secret": "password",
  ]
}
