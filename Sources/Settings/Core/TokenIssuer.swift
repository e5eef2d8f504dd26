/// The issuer of a cluster's service account tokens.
package enum TokenIssuer {
  /// The issuer as IAM names it: without the `https://` that `aws eks` prints, and without what comes
  /// before it in the ARN that `aws iam` prints.
  package static func name(_ text: String) -> String {
    if text.hasPrefix("https://") { return String(text.dropFirst("https://".count)) }
    return parts(ofARN: text).map { String($0[5].dropFirst(start.count)) } ?? text
  }

  /// The account of the provider; nil unless the text is its ARN.
  package static func account(_ text: String) -> String? {
    parts(ofARN: text).flatMap { AmazonResourceName.isAccount(String($0[4])) ? String($0[4]) : nil }
  }

  private static let start = "oidc-provider/"

  private static func parts(ofARN text: String) -> [Substring]? {
    let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard parts.count == 6, parts[0] == "arn", parts[2] == "iam", parts[5].hasPrefix(start) else {
      return nil
    }
    return parts
  }
}
