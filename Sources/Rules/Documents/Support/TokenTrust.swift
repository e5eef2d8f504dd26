import CloudDocuments
import Diagnostics

/// A statement that lets tokens of OIDC providers assume a role.
struct TokenTrust {
  /// The providers as written, ARNs or not.
  let providers: [Located]
  /// The conditions that a token must meet, on the claims of any provider.
  let claims: [PolicyCondition]

  static let audience = "sts.amazonaws.com"

  /// nil for any other statement, and for one with a provider that is not known.
  init?(_ statement: PolicyStatement) {
    guard let principal = statement.principal, principal.sense == .named,
      statement.covers("sts:AssumeRoleWithWebIdentity")
    else { return nil }
    providers = principal.names.compactMap { name in
      if case .other(let name) = name { name } else { nil }
    }
    let isEach = providers.allSatisfy { provider in
      !PolicyResource.isOpen(provider.value)
        && (provider.value.contains(":oidc-provider/") || Self.isIssuer(provider.value)
          || Self.isMistypedARN(provider.value))
    }
    guard !providers.isEmpty, isEach, providers.count == principal.names.count else { return nil }
    claims = statement.conditions.filter { condition in
      condition.isPositive && !PolicyResource.isOpen(condition.key.value)
        && Self.claim(condition.key.value).issuer.contains(".")
        && !condition.values.contains { PolicyResource.isOpen($0.value) }
    }
  }

  /// Whether text is the issuer of a cluster; bare names of other providers, such as
  /// `accounts.google.com`, are valid.
  private static func isIssuer(_ text: String) -> Bool {
    let text = text.hasPrefix("https://") ? String(text.dropFirst(8)) : text
    return text.hasPrefix("oidc.eks.")
  }

  /// Whether text is an ARN that is neither that of an OIDC provider nor that of a SAML provider, the
  /// two kinds of providers that have one.
  private static func isMistypedARN(_ text: String) -> Bool {
    text.hasPrefix("arn:") && !text.contains(":saml-provider/")
  }

  /// The issuer that a provider's name ends in, as IAM names it.
  static func issuer(of provider: Located) -> String {
    var text = provider.value[...]
    if let end = text.range(of: "oidc-provider/")?.upperBound {
      text = text[end...]
    } else if text.hasPrefix("arn:"), let slash = text.firstIndex(of: "/") {
      text = text[text.index(after: slash)...]
    }
    if let end = text.range(of: "://")?.upperBound { text = text[end...] }
    while text.hasSuffix("/") { text.removeLast() }
    return String(text)
  }

  /// The issuer and the claim of a condition key: `ISSUER:sub`.
  static func claim(_ key: String) -> (issuer: String, claim: String) {
    guard let colon = key.lastIndex(of: ":") else { return ("", "") }
    return (String(key[..<colon]), key[key.index(after: colon)...].lowercased())
  }

  /// The audience that was meant by one that no token has; nil for any other.
  static func meantAudience(_ text: String) -> String? {
    guard text != audience else { return nil }
    var rest = text.lowercased()[...]
    for scheme in ["https://", "http://"] where rest.hasPrefix(scheme) {
      rest = rest.dropFirst(scheme.count)
    }
    while rest.hasSuffix("/") || rest.hasSuffix(" ") { rest.removeLast() }
    return rest == audience ? audience : nil
  }

  /// The form of a subject that matches service accounts; nil if the text can match one.
  ///
  /// Issuers other than clusters have subjects of other forms, so that only text about service accounts
  /// is judged there.
  static func fault(ofSubject value: Located, of issuer: String, _ isPattern: Bool) -> String? {
    let text = value.value
    guard text.lowercased().contains("serviceaccount") || isIssuer(issuer) else { return nil }
    let form = "system:serviceaccount:NAMESPACE:NAME"
    let start = "system:serviceaccount:"
    let literal = isPattern ? String(text.prefix { $0 != "*" && $0 != "?" }) : text
    guard literal == text else {
      let isPossible = start.hasPrefix(literal) || literal.hasPrefix(start)
      return isPossible && !hasUppercase(literal) ? nil : form
    }
    let names =
      text.hasPrefix(start)
      ? text.dropFirst(start.count).split(separator: ":", omittingEmptySubsequences: false) : []
    // `ConditionNeverHolds` reports a wildcard that is compared literally.
    if Wildcard.isIn(text) { return nil }
    let isValid =
      names.count == 2
      && names.allSatisfy { name in
        !name.isEmpty && name.utf8.allSatisfy { isNameByte($0) }
      }
    return isValid ? nil : form
  }

  private static func hasUppercase(_ text: String) -> Bool {
    text.utf8.contains(where: \.isUppercaseLetter)
  }

  /// Kubernetes: names of service accounts are DNS subdomains.
  private static func isNameByte(_ byte: UInt8) -> Bool {
    byte.isLowercaseLetter || byte.isDigit || "-.".utf8.contains(byte)
  }
}
