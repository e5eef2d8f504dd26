import ConfigSyntax
import Diagnostics
import Probing
import Settings

/// Replaces secrets in what services answer: some repeat what they got, plainly or encoded.
struct SecretScrubber: Sendable {
  private let forms: [String]
  /// Secrets of a few characters, which occur in other words by chance.
  private let short: [String]

  /// The fewest characters of a secret that is replaced inside of words.
  private static let fewest = 4

  init(_ request: ProbeRequest) {
    self.init(
      request.secrets,
      users: [request[.user], request[.accessKey], request[.clientID]].compactMap { $0 })
  }

  /// Also replaces each secret in the pairs with a user that logins send in base64.
  init(_ secrets: [String], users: [String] = []) {
    let users = users + [""]
    let pairs = secrets.flatMap { secret in
      users.flatMap { user in ["\(user):\(secret)", "\0\(user)\0\(secret)"] }
    }
    let encoded = (secrets + pairs).map { Base64.encode(Array($0.utf8)) }
    let all = secrets.flatMap(Self.spellings) + encoded + encoded.map(Self.urlSafe)
    forms = all.filter { $0.count >= Self.fewest }.sorted { $0.utf8.count > $1.utf8.count }
    short = secrets.filter { $0.count < Self.fewest }
  }

  func cleaned(_ text: String) -> String {
    let cleaned = forms.reduce(Self.withoutUsers(text)) { $0.replacing($1, with: Secret.mask) }
    guard !short.isEmpty else { return cleaned }
    return cleaned.split(separator: " ", omittingEmptySubsequences: false).map { word in
      let bare = word.trimmingPrefix { !$0.isLetter && !$0.isNumber }
      return short.contains { word == $0 || bare == $0 } ? Secret.mask : String(word)
    }.joined(separator: " ")
  }

  /// Hides users and passwords in URLs: programs print addresses from files of their own.
  private static func withoutUsers(_ text: String) -> String {
    guard text.contains("://") else { return text }
    return text.split(separator: " ", omittingEmptySubsequences: false).map { word in
      let bytes = Array(word.utf8)
      guard word.contains("://"), let range = UserInfo.range(in: bytes[...]) else {
        return String(word)
      }
      return String(decoding: bytes[..<range.lowerBound], as: UTF8.self) + Secret.mask
        + String(decoding: bytes[range.upperBound...], as: UTF8.self)
    }.joined(separator: " ")
  }

  /// A secret as JSON, XML, forms and URLs write it.
  private static func spellings(of secret: String) -> [String] {
    let percent = PercentEncoding.encode(secret)
    return [
      secret, percent, percent.lowercased(), percent.replacing("%20", with: "+"),
      secret.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""),
      secret.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
        .replacing(">", with: "&gt;").replacing("\"", with: "&quot;"),
    ].flatMap { form in
      [form, form.split(whereSeparator: \.isWhitespace).joined(separator: " ")]
    }
  }

  private static func urlSafe(_ base64: String) -> String {
    String(base64.replacing("+", with: "-").replacing("/", with: "_").prefix { $0 != "=" })
  }
}
