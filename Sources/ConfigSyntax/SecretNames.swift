/// Names that look like a secret's.
package enum SecretNames {
  private static let signs = ["pass", "secret", "key", "token", "license", "dsn"]

  package static func looksSecret(_ name: String) -> Bool {
    let lower = name.lowercased()
    return signs.contains { lower.contains($0) }
  }
}
