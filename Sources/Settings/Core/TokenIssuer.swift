/// The issuer of a cluster's service account tokens.
package enum TokenIssuer {
  /// The issuer as IAM names it: without the `https://` that AWS prints.
  package static func name(_ text: String) -> String {
    text.hasPrefix("https://") ? String(text.dropFirst("https://".count)) : text
  }
}
