package import Diagnostics
package import Settings

/// The chart's containers do not agree about MySQL's password.
package enum UnusableDatabasePassword: Rule {
  package static let id = DiagnosticID(
    "WB3292", "unusable-database-password", .error,
    evidence: .read(
      by: .initContainer, source: "Script of `init-db`, 0.1.0 to 0.43.8; Go `net/url`"),
    Documentation(
      summary: "The server and another container read different MySQL passwords from one value.",
      explanation: """
        The server decodes `global.mysql.password` as part of a URL. The init container `init-db`, \
        which waits for MySQL, gets it unchanged before chart 0.32.5; since then, it also reads `+` \
        as a space. Its shell splits the password at whitespace. The bundled MySQL uses the text \
        as it is. Where they disagree, the server never starts or can't sign in.
        """,
      failing: .yaml("global:\n  mysql:\n    host: db\n    password: n7Q+rT2x\n"),
      passing: .yaml("global:\n  mysql:\n    host: db\n    password: n7Q%2BrT2x\n")))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    let login = DatabaseLogin(resolved)
    for encoded in resolved.effectiveTexts where encoded.setting == "global.mysql.password" {
      guard !Placeholder.isUnfilled(encoded.text.text),
        !HelmTemplate.isIn(encoded.text.text),
        let fault = login.fault(of: encoded)
      else { continue }
      let (message, help) = texts(fault, encoded.spelling, resolved.chartVersion)
      findings.add(
        message, at: encoded.text.span, setting: encoded.setting, help: help,
        fixes: fault == .plus ? fixes(encoded.text) : [])
    }
  }

  private static func texts(
    _ fault: DatabaseLogin.Fault, _ spelling: String, _ chart: ChartVersion
  ) -> (Message, Message) {
    switch fault {
    case .bundled: (.literal(spelling), .chooseForBundled)
    case .whiteSpace: (.whiteSpace(spelling), .chooseWithoutSpace)
    case .plus: (.plus(spelling), .encodePlus)
    case .notDecoded(decoded: .some): (.encoded(spelling, for: chart), .writeRaw)
    case .notDecoded(decoded: nil): (.encoded(spelling, for: chart), .chooseOrUpgrade)
    case .neverWorks: (.unencodable(spelling, for: chart), .chooseOrUpgrade)
    }
  }

  /// The server and `unquote_plus` both decode `%2B`.
  private static func fixes(_ text: SourceText) -> [FixIt] {
    let bytes = Array(text.text.utf8)
    let pluses = bytes.indices.filter { bytes[$0] == UInt8(ascii: "+") }
    guard !pluses.isEmpty, text.isExact(0..<bytes.count) else { return [] }
    let edits = pluses.map { Edit.replace(text.span(of: $0..<$0 + 1), with: "%2B") }
    return [FixIt(.encodeIt, edits)]
  }
}

extension Message {
  fileprivate static func literal(_ spelling: String) -> Message {
    "the bundled MySQL does not decode `\(spelling)`, but the server does"
  }

  fileprivate static let chooseForBundled: Message =
    "choose a password that needs no percent-encoding, such as letters and digits"

  fileprivate static func whiteSpace(_ spelling: String) -> Message {
    "`\(spelling)` contains whitespace, at which the chart's init container `init-db` splits it"
  }

  fileprivate static let chooseWithoutSpace: Message =
    "remove it, or choose a password without whitespace"

  fileprivate static func plus(_ spelling: String) -> Message {
    "the chart's init container `init-db` reads the `+` in `\(spelling)` as a space"
  }

  fileprivate static let encodePlus: Message = "write it as %2B"

  fileprivate static let encodeIt: Message = "percent-encode it"

  fileprivate static func encoded(_ spelling: String, for chart: ChartVersion) -> Message {
    "`\(spelling)` is percent-encoded, but `init-db` of chart \(chart) does not decode it"
  }

  fileprivate static func unencodable(_ spelling: String, for chart: ChartVersion) -> Message {
    """
    no form of `\(spelling)` works: the server requires percent-encoding, which `init-db` of \
    chart \(chart) does not decode
    """
  }

  fileprivate static let writeRaw: Message =
    "write it without percent-encoding; the server accepts these characters"

  fileprivate static let chooseOrUpgrade: Message =
    "choose a password that needs no percent-encoding, or use chart 0.32.5 or newer"
}
