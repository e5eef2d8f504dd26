import ConfigSyntax
import Diagnostics
import Settings

/// How the chart's containers read the keys `global.mysql.user` and `global.mysql.password`.
///
/// The server reads both from a URL. The init container `init-db`, which waits for MySQL, passes the
/// user on unchanged; the password too before 0.32.5, and through Python's `unquote_plus` since then.
/// Both are unquoted in a shell. Source: chart operator-wandb 0.1.0 to 0.43.8, `init-db`.
struct DatabaseLogin {
  /// Why no encoding of a text works, or not the one that is written.
  enum Fault: Equatable {
    /// The init container gets the escapes as text; `decoded` works if it needs none.
    case notDecoded(decoded: String?)
    /// The character has to be encoded for the server, and must not be for the init container.
    case neverWorks
    /// The shell splits the text.
    case whiteSpace
    /// `unquote_plus` reads `+` as a space.
    case plus
    /// The bundled MySQL has the escapes in its password.
    case bundled
  }

  private static let user = "global.mysql.user"
  private static let password = "global.mysql.password"

  let decodesPassword: Bool
  private let waits: Bool
  private let isBundled: Bool
  /// Whether the values give the bundled MySQL a password of its own.
  private let hasOwnPassword: Bool

  /// `resolved` is only borrowed: to copy all settings takes longer than most rules.
  init(_ resolved: borrowing ResolvedConfiguration) {
    decodesPassword = resolved.chartVersion >= ChartVersion(0, 32, 5)
    let others = resolved.configuration.unmodelled.helm
    waits = !Self.disablesInitContainer(others)
    let host = resolved.configuration.mysql.host
    isBundled = (host.isAbsent || host.literal == "") && resolved.installs(.mysql) == true
    hasOwnPassword = isBundled && Self.setsBundledPassword(others)
  }

  /// What is wrong with a text besides the characters that the server's URL refuses.
  func fault(of encoded: EncodedText) -> Fault? {
    let text = encoded.text.text
    guard !LineBreak.isIn(text), encoded.setting == Self.user || encoded.setting == Self.password
    else { return nil }
    let isPassword = encoded.setting == Self.password
    // What the server decodes may well be what the other key says.
    if isPassword, hasOwnPassword { return nil }
    let isRefused = PercentEncoding.firstRefused(in: text, encoded.part) != nil
    let hasEscape = PercentEncoding.holdsEscape(text)
    if isPassword, isBundled, hasEscape || isRefused { return .bundled }
    guard waits else { return nil }
    let decoded = PercentEncoding.decode(text) ?? text
    if isPassword, decoded.utf8.contains(where: { $0 == 0x20 || 0x09...0x0D ~= $0 }) {
      return .whiteSpace
    }
    if isPassword, decodesPassword {
      guard !isRefused, text.utf8.contains(UInt8(ascii: "+")) else { return nil }
      return .plus
    }
    if isRefused { return .neverWorks }
    guard hasEscape else { return nil }
    let isRaw = PercentEncoding.firstRefused(in: decoded, encoded.part) == nil
    return .notDecoded(decoded: isRaw && !PercentEncoding.holdsEscape(decoded) ? decoded : nil)
  }

  private static func setsBundledPassword(_ values: ConfigNode?) -> Bool {
    ["env", "extraEnv"].contains { variables in
      values?.descendant(["mysql", variables, "MYSQL_PASSWORD"]) != nil
    }
  }

  /// Whether some component starts without waiting for MySQL.
  private static func disablesInitContainer(_ values: ConfigNode?) -> Bool {
    (values?.entries ?? []).contains { component in
      let enabled = component.value.descendant(["initContainers", "init-db", "enabled"])
      return enabled?.scalar?.text == "false"
    }
  }
}

/// Line breaks in user information, which block scalars leave at its end.
enum LineBreak {
  static func isIn(_ text: String) -> Bool { text.utf8.contains { $0 == 0x0A || $0 == 0x0D } }

  static func isOnlyAtEnd(_ text: String) -> Bool {
    let count = text.utf8.reversed().prefix { $0 == 0x0A || $0 == 0x0D }.count
    return count > 0 && !text.utf8.dropLast(count).contains { $0 == 0x0A || $0 == 0x0D }
  }
}

extension ResolvedConfiguration {
  /// The user information in keys of the chart that is in effect.
  var effectiveTexts: [EncodedText] {
    encodedTexts.filter { text in
      let last = assignments.last { $0.setting == text.setting }
      return last.map { $0.span == text.text.span } ?? true
    }
  }
}
