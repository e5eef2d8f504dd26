package import Diagnostics
package import Settings

/// A user name, password or key in a URL contains a reserved character.
package enum RawReservedCharacter: Rule {
  package static let id = DiagnosticID(
    "WB3006", "raw-reserved-character", .error,
    Documentation(
      summary: "A user name, password or key in a URL is not percent-encoded.",
      explanation: """
        The server reads MySQL, Redis and buckets from URLs. `@ : / ? # [ ] + %`, whitespace and \
        non-ASCII characters must be percent-encoded there, also in Helm values, which the chart \
        inserts into the URL as they are (wandb/helm-charts#442).
        """,
      failing: .env("MYSQL=mysql://wandb:p@ss/word@db:3306/wandb\n"),
      passing: .env("MYSQL=mysql://wandb:p%40ss%2Fword@db:3306/wandb\n")))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    // A scheme before the name of a bucket is reported as such.
    for connection in resolved.connections where connection.namePrefix == nil {
      // Not a loop over pairs, whose type costs more to make than the check.
      check(connection.url.user, "user", of: connection, &findings)
      check(connection.url.password, "password", of: connection, &findings)
    }
    for encoded in resolved.encodedTexts {
      checkText(encoded.text, .whole(encoded.spelling), encoded.setting, &findings)
    }
  }

  private static func check(
    _ part: SourceText?, _ noun: String, of connection: WriteLog.Connection,
    _ findings: inout RuleFindings
  ) {
    guard let part else { return }
    let isMail = connection.kind == .email
    checkText(
      isMail ? BracketsInMailSink.remove(from: part, of: connection.url) : part,
      .part(noun, of: connection.spelling), connection.kind.setting, &findings)
  }

  private static func checkText(
    _ text: SourceText, _ subject: Message, _ setting: String, _ findings: inout RuleFindings
  ) {
    guard !Placeholder.matches(text.text),
      let offset = PercentEncoding.firstRawReserved(in: text.text)
    else { return }
    let byte = Array(text.text.utf8)[offset]
    findings.add(
      .rawCharacter(byte, in: subject), at: text.span, setting: setting, help: .encode(byte),
      fixes: fixes(text))
  }

  private static func fixes(_ text: SourceText) -> [FixIt] {
    let whole = 0..<text.text.utf8.count
    guard text.isExact(whole) else { return [] }
    let encoded = PercentEncoding.encode(PercentEncoding.decode(text.text) ?? text.text)
    return [FixIt(.encodeIt, [Edit(text.span(of: whole), .secret(Secret(encoded)))])]
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

  fileprivate static func encode(_ byte: UInt8) -> Message {
    byte < 0x80
      ? "write it as %\(Hex.padded(byte, width: 2))" : "percent-encode its UTF-8 bytes"
  }

  fileprivate static let encodeIt: Message = "percent-encode it"
}
