/// The issuer of a cluster's service account tokens.
package enum TokenIssuer {
  /// The issuer as IAM names it: without the `https://` that `aws eks` prints, and without what comes
  /// before it in the ARN that `aws iam` prints.
  package static func name(_ text: String) -> String {
    if text.hasPrefix("https://") { return String(text.dropFirst("https://".count)) }
    let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    let start = "oidc-provider/"
    guard parts.count == 6, parts[0] == "arn", parts[2] == "iam", parts[5].hasPrefix(start) else {
      return text
    }
    return String(parts[5].dropFirst(start.count))
  }
}
