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
    for connection in resolved.connections {
      if let user = connection.url.user { check(user, "user", connection, &findings) }
      if let password = connection.url.password {
        check(password, "password", connection, &findings)
      }
    }
    for encoded in resolved.encodedTexts {
      check(encoded.text, "`\(encoded.spelling)`", encoded.setting, &findings)
    }
  }

  private static func check(
    _ text: SourceText, _ noun: String, _ connection: ResolvedConfiguration.Connection,
    _ findings: inout RuleFindings
  ) {
    let text =
      connection.kind == .email ? BracketsInMailSink.remove(from: text, of: connection.url) : text
    check(text, "the \(noun) in `\(connection.spelling)`", connection.kind.setting, &findings)
  }

  private static func check(
    _ text: SourceText, _ noun: String, _ setting: String, _ findings: inout RuleFindings
  ) {
    guard !Placeholder.matches(text.text),
      let offset = PercentEncoding.firstRawReserved(in: text.text)
    else { return }
    let whole = 0..<text.text.utf8.count
    var fixes: [FixIt] = []
    if text.isExact(whole) {
      let encoded = PercentEncoding.encode(PercentEncoding.decode(text.text) ?? text.text)
      fixes = [
        FixIt("percent-encode it", [Edit(text.span(of: whole), .secret(Secret(encoded)))])
      ]
    }
    let byte = Array(text.text.utf8)[offset]
    findings.add(
      "\(noun) contains \(name(byte)) that is not percent-encoded", at: text.span, setting: setting,
      help: byte < 0x80
        ? "write it as %\(Hex.padded(byte, width: 2))" : "percent-encode its UTF-8 bytes",
      fixes: fixes)
  }

  /// The character or its kind, and no more of the secret than that.
  private static func name(_ byte: UInt8) -> String {
    switch byte {
    case 0x21...0x7E: "a `\(Character(UnicodeScalar(byte)))`"
    case 0x20, 0x09: "whitespace"
    default: "a character"
    }
  }
}
