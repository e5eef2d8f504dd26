import Diagnostics

/// Recognizes names of settings that probably hold a secret.
package enum SecretNames {
  /// Whether the name contains a word such as `pass` or `token`, in any letter case.
  package static func looksSecret(_ name: String) -> Bool {
    name.withLowercaseASCII(holdsSign)
  }

  /// Whether the name looks like a secret's, or like one that was mistyped (`pasword`, `LICENCE`).
  package static func resemblesSecret(_ name: String) -> Bool {
    name.withLowercaseASCII(resemblesSecret(lower:))
  }

  /// The same for a name, or a text with names in it, that is a part of an input.
  package static func resemblesSecret(in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    bytes.withLowercaseLetters(resemblesSecret(lower:))
  }

  private static func resemblesSecret(lower: UnsafeBufferPointer<UInt8>) -> Bool {
    if holdsSign(lower) || lower.elementsEqual("pw".utf8) { return true }
    if resembles(lower) { return true }
    var start = 0
    for end in 0...lower.count where end == lower.count || isSeparator(lower[end]) {
      if resembles(UnsafeBufferPointer(rebasing: lower[start..<end])) { return true }
      start = end + 1
    }
    return false
  }

  private static func isSeparator(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
  }

  /// Whether a sign of a secret occurs: a single pass, since every key of an input is looked at.
  private static func holdsSign(_ lower: UnsafeBufferPointer<UInt8>) -> Bool {
    var (hasKey, isOfEncryption) = (false, false)
    for index in lower.indices {
      switch lower[index] {
      case UInt8(ascii: "p"):
        if lower.holds("pass", at: index) || lower.holds("pwd", at: index)
          || lower.holds("pswd", at: index)
        {
          return true
        }
      case UInt8(ascii: "s"): if lower.holds("secret", at: index) { return true }
      case UInt8(ascii: "t"): if lower.holds("token", at: index) { return true }
      case UInt8(ascii: "l"): if lower.holds("license", at: index) { return true }
      case UInt8(ascii: "d"): if lower.holds("dsn", at: index) { return true }
      case UInt8(ascii: "c"):
        if lower.holds("cred", at: index) { return true }
        if lower.holds("connectionstring", at: index) { return true }
      case UInt8(ascii: "k"):
        hasKey = hasKey || lower.holds("key", at: index)
        isOfEncryption = isOfEncryption || lower.holds("kms", at: index)
      default: continue
      }
    }
    // The ARN of a KMS key is an address, which findings quote.
    return hasKey && !isOfEncryption
  }

  /// Short words resemble too many others; `pw` is a sign only in a longer one.
  private static func resembles(_ lower: UnsafeBufferPointer<UInt8>) -> Bool {
    guard lower.count >= 5 else { return false }
    return ByteSearch.first("pw", in: lower) != nil || words.resembles(lower: lower, limit: 2)
  }

  /// Names that are often mistyped; a test compares them with the variables of secret settings.
  private static let words = KnownNames([
    "password", "license", "secret", "accessKey", "secretKey", "AZURE_STORAGE_KEY",
    "AWS_ACCESS_KEY_ID", "BUCKET_ACCESS_KEY", "BUCKET_SECRET_KEY", "GLOBAL_ADMIN_API_KEY",
    "GORILLA_SESSION_KEY", "GORILLA_STATSIG_KEY", "WANDB_API_KEY", "WF_CLICKHOUSE_PASS",
    "WF_FILE_STORAGE_AWS_ACCESS_KEY_ID", "WF_FILE_STORAGE_AWS_SESSION_TOKEN",
  ])
}

extension UnsafeBufferPointer<UInt8> {
  fileprivate func holds(_ word: StaticString, at start: Int) -> Bool {
    let length = word.utf8CodeUnitCount
    guard start + length <= count else { return false }
    for index in 0..<length where self[start + index] != word.utf8Start[index] { return false }
    return true
  }
}

/// Recognizes secrets in text, whatever setting it belongs to.
package enum SecretText {
  /// Each secret in a text has one of these characters, which rules out most texts.
  package static let signs: StaticString = "@=-"

  /// The parts of `bytes` that are hidden: user information, values of parameters whose name looks
  /// like a secret's, and the body of a PEM block.
  package static func ranges(in bytes: ArraySlice<UInt8>) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    if let range = UserInfo.range(in: bytes) { ranges.append(range) }
    // Most text has no parameters, and taking it apart takes long.
    if bytes.contains(UInt8(ascii: "=")) { ranges += parameters(in: bytes) }
    if let body = pemBody(in: bytes) { ranges.append(body) }
    return ranges
  }

  /// The values of parameters whose names look like a secret's.
  private static func parameters(in bytes: ArraySlice<UInt8>) -> [Range<Int>] {
    bytes.split { "?&;\n".utf8.contains($0) }.compactMap { piece in
      guard let equals = piece.firstIndex(of: UInt8(ascii: "=")), equals + 1 < piece.endIndex,
        isSecretParameter(piece[..<equals])
      else { return nil }
      return equals + 1..<piece.endIndex
    }
  }

  /// Whether a parameter's name looks like a secret's, or is one of a signature, which lets anybody
  /// who has the URL do what it was signed for (Azure's `sig`, `X-Amz-Signature`).
  private static func isSecretParameter(_ name: ArraySlice<UInt8>) -> Bool {
    let text = String(decoding: name.suffix(40), as: UTF8.self)
    let lower = text.lowercased()
    return text == "sig" || lower.hasSuffix("signature") || lower.hasSuffix("authorization")
      || SecretNames.looksSecret(text)
  }

  /// Everything after the first line of a PEM block; of a private key, everything after its label,
  /// because a key on one line or with escaped line breaks is a key too.
  private static func pemBody(in bytes: ArraySlice<UInt8>) -> Range<Int>? {
    guard let begin = ByteSearch.first("-----BEGIN", in: bytes) else { return nil }
    let label = bytes[begin...].dropFirst(10)
    let lineEnd = label.firstIndex(of: 0x0A) ?? bytes.endIndex
    let end = ByteSearch.first("-----", in: label).map { $0 + 5 } ?? bytes.endIndex
    let isPrivate = end <= lineEnd && ByteSearch.first("PRIVATE", in: label[..<end]) != nil
    let start = isPrivate ? end : lineEnd
    return start < bytes.endIndex ? start..<bytes.endIndex : nil
  }

  /// Whether text is secret as a whole, whatever it is a value of.
  ///
  /// It is if it has user information, a secret parameter or a private key. A certificate is public.
  package static func isSecret(_ text: String) -> Bool {
    if text.holds("PRIVATE KEY-----") { return true }
    return !text.holds("-----BEGIN") && !ranges(in: Array(text.utf8)[...]).isEmpty
  }

  /// The text with those parts masked.
  package static func masked(_ text: String) -> String {
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var offset = 0
    for range in ranges(in: bytes[...]).sorted(by: { $0.lowerBound < $1.lowerBound })
    where range.upperBound > offset {
      result += bytes[offset..<max(offset, range.lowerBound)] + Array(Secret.mask.utf8)
      offset = range.upperBound
    }
    return String(decoding: result + bytes[offset...], as: UTF8.self)
  }
}
