package import Diagnostics
package import Settings

/// A user name, password or key in a URL contains a reserved character.
package enum RawReservedCharacter: Rule {
  package static let id = DiagnosticID(
    "WB3006", "raw-reserved-character", .error,
    evidence: .read(
      by: .goURLParser,
      source: "Go `net/url`: the user information is validated; measured by character"),
    Documentation(
      summary: "A user name, password or key in a URL is not percent-encoded.",
      explanation: """
        The server reads MySQL, Redis, mail servers and buckets from URLs, which Go's `net/url` \
        parses. Whitespace, non-ASCII characters and `" # / < > ? [ \\ ] ^ { | }` must be \
        percent-encoded there, also a backquote, a `%` itself, and `:` in a user; `@` and `+` need \
        not. The same is true of Helm values, which the chart inserts into the URL as they are \
        (wandb/helm-charts#442).
        """,
      failing: .env("MYSQL=mysql://wandb:p@ss/word@db:3306/wandb\n"),
      passing: .env("MYSQL=mysql://wandb:p@ss%2Fword@db:3306/wandb\n")))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    // A scheme before the name of a bucket is reported as such.
    for connection in resolved.connections where connection.namePrefix == nil {
      // Not a loop over pairs, whose type costs more to make than the check.
      if let user = connection.url.user {
        checkText(UserInformation(user, .user, in: connection), &findings)
      }
      if let password = connection.url.password {
        checkText(UserInformation(password, .password, in: connection), &findings)
      }
    }
    guard !resolved.encodedTexts.isEmpty else { return }
    let login = DatabaseLogin(resolved)
    for encoded in resolved.effectiveTexts
    where login.fault(of: encoded) == nil && !resolved.isLeftOut(encoded) {
      let encodesPlus = encoded.setting == "global.mysql.password" && login.decodesPassword
      checkText(UserInformation(encoded, encodesPlus: encodesPlus), &findings)
    }
  }

  private struct UserInformation {
    let text: SourceText
    let part: EncodedText.Part
    let subject: Message
    let setting: String
    /// Whether some reader would read `+` as a space.
    let encodesPlus: Bool

    init(_ encoded: EncodedText, encodesPlus: Bool) {
      (text, part, setting) = (encoded.text, encoded.part, encoded.setting)
      subject = .whole(encoded.spelling)
      self.encodesPlus = encodesPlus
    }

    /// The user or the password of a URL.
    init(_ text: SourceText, _ part: EncodedText.Part, in connection: WriteLog.Connection) {
      let isMail = connection.kind == .email
      self.text = isMail ? BracketsInMailSink.remove(from: text, of: connection.url) : text
      (self.part, setting) = (part, connection.kind.setting)
      subject = .part(part == .user ? "user" : "password", of: connection.spelling)
      encodesPlus = false
    }
  }

  private static func checkText(
    _ information: UserInformation, _ findings: inout RuleFindings
  ) {
    let text = information.text
    guard !Placeholder.isUnfilled(text.text),
      let offset = PercentEncoding.firstRefused(in: text.text, information.part),
      !HelmTemplate.isIn(text.text)
    else { return }
    guard !LineBreak.isIn(text.text) else {
      return findings.add(
        LineBreak.isOnlyAtEnd(text.text)
          ? .lineBreakAtEnd(of: information.subject) : .lineBreak(in: information.subject),
        at: text.span, setting: information.setting, help: .removeLineBreak)
    }
    let byte = Array(text.text.utf8)[offset]
    findings.add(
      .rawCharacter(byte, in: information.subject), at: text.span, setting: information.setting,
      help: .encode(byte), fixes: fixes(information))
  }

  /// Encodes what Go refuses; whether an escape next to it is meant as one can't be known, nor whether
  /// `//` begins a password or follows a second scheme.
  private static func fixes(_ information: UserInformation) -> [FixIt] {
    let text = information.text
    let whole = 0..<text.text.utf8.count
    guard text.isExact(whole) else { return [] }
    var encoded = PercentEncoding.encodeRefused(text.text, information.part)
    if information.encodesPlus { encoded = encoded.replacing("+", with: "%2B") }
    let isAmbiguous = PercentEncoding.holdsEscape(text.text) || text.text.hasPrefix("//")
    return [
      FixIt(
        .encodeIt, [Edit(text.span(of: whole), .secret(Secret(encoded)))],
        isAmbiguous ? .unsafe : .safe)
    ]
  }
}

extension ResolvedConfiguration {
  /// Whether a text is a bucket's only key, which the chart leaves out of the URL.
  fileprivate func isLeftOut(_ encoded: EncodedText) -> Bool {
    switch encoded.setting {
    case "global.bucket.accessKey":
      lacks { $0.bucket.secretKey } && lacks { $0.defaultBucket.secretKey }
    case "global.bucket.secretKey":
      lacks { $0.bucket.accessKey } && lacks { $0.defaultBucket.accessKey }
    default: false
    }
  }
}

extension Message {
  fileprivate static func part(_ noun: String, of spelling: String) -> Message {
    "the \(noun) in `\(spelling)`"
  }

  fileprivate static func whole(_ spelling: String) -> Message { "`\(spelling)`" }

  /// Names the character or its kind, and no more of the secret than that.
  fileprivate static func rawCharacter(_ byte: UInt8, in subject: Message) -> Message {
    let character =
      switch byte {
      case 0x21...0x7E: "a `\(Character(UnicodeScalar(byte)))`"
      case 0x20, 0x09: "whitespace"
      default: "a character"
      }
    return "\(subject) contains \(character) that is not percent-encoded"
  }

  fileprivate static func lineBreakAtEnd(of subject: Message) -> Message {
    "\(subject) ends with a line break, which no URL can contain"
  }

  fileprivate static func lineBreak(in subject: Message) -> Message {
    "\(subject) contains a line break, which no URL can contain"
  }

  fileprivate static let removeLineBreak: Message =
    "remove it; in YAML, end the header of a block scalar with `-`, as in `|-`"

  fileprivate static func encode(_ byte: UInt8) -> Message {
    byte < 0x80
      ? "write it as %\(Hex.padded(byte, width: 2))" : "percent-encode its UTF-8 bytes"
  }

  fileprivate static let encodeIt: Message = "percent-encode it"
}
