/// A reply of a mail server (RFC 5321, section 4.2).
package struct SMTPReply: Hashable, Sendable {
  /// Three digits; the first one says whether the command succeeded.
  package let code: Int
  /// The texts of its lines, without the code.
  package let lines: [String]

  package init(code: Int, lines: [String]) { (self.code, self.lines) = (code, lines) }

  /// Whether the command was accepted, or a text is expected next.
  package var isPositive: Bool { (200..<400).contains(code) }

  /// Whether the command may be accepted later.
  package var isTransient: Bool { (400..<500).contains(code) }

  /// The code and all text on one line, for messages.
  package var text: String {
    ([String(code)] + lines.filter { !$0.isEmpty }).joined(separator: " ")
  }

  /// Whether the server demands encryption: the same codes are used for other reasons.
  package var demandsTLS: Bool {
    [530, 538, 550, 554].contains(code) && text.uppercased().contains("STARTTLS")
  }

  /// Whether the server demands that the client signs in.
  package var demandsLogin: Bool {
    code == 530 && !demandsTLS || text.contains("5.7.57") || text.contains("5.5.1 Authentication")
  }

  /// Whether the server does not pass on mails of this client to other domains.
  package var deniesRelay: Bool {
    let text = text.lowercased()
    return text.contains("5.7.1 ") || text.contains("relay")
  }
}

/// One line of a reply, and whether it is the last one.
package struct SMTPLine: Hashable, Sendable {
  package let code: Int
  package let text: String
  package let isLast: Bool

  /// Reads `250-text` or `250 text`; nil for anything else.
  package init?(_ line: String) {
    let digits = line.prefix(3)
    guard digits.count == 3, digits.allSatisfy({ $0.isASCII && $0.isNumber }),
      let code = Int(digits), (200..<600).contains(code)
    else { return nil }
    let rest = line.dropFirst(3)
    guard let separator = rest.first else {
      (self.code, text, isLast) = (code, "", true)
      return
    }
    guard separator == " " || separator == "-" else { return nil }
    (self.code, text, isLast) = (code, String(rest.dropFirst()), separator == " ")
  }
}

/// What a mail server can do, from its reply to `EHLO`.
package struct SMTPExtensions: Sendable {
  private let lines: [[Substring]]

  package init(_ reply: SMTPReply) {
    // The first line is the name of the server.
    lines = reply.lines.dropFirst().map { $0.split { $0 == " " || $0 == "=" } }
  }

  package var hasStartTLS: Bool { parameters(of: "STARTTLS") != nil }

  /// The ways to sign in, in capitals; nil if there is none at all.
  package var loginMethods: [String]? { parameters(of: "AUTH")?.map { $0.uppercased() } }

  /// The largest mail in bytes; nil if the server does not say, or has no limit.
  package var largestMail: Int? {
    parameters(of: "SIZE")?.first.flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
  }

  /// The words after a keyword, of all lines that begin with it.
  private func parameters(of keyword: String) -> [String]? {
    let matching = lines.filter { $0.first?.uppercased() == keyword }
    return matching.isEmpty ? nil : matching.flatMap { $0.dropFirst().map(String.init) }
  }
}

/// An address as `MAIL FROM` takes it.
package enum MailAddress {
  /// The address in `noreply@example.com` or `W&B <noreply@example.com>`; nil if it has none.
  ///
  /// Nothing else gets into a command: a line break would begin another one.
  package static func parse(_ text: String) -> String? {
    var address = text.drop { $0.isWhitespace }
    while address.last?.isWhitespace == true { address.removeLast() }
    guard !address.contains(where: \.isNewline) else { return nil }
    if let open = address.lastIndex(of: "<"), address.last == ">" {
      address = address[address.index(after: open)...].dropLast()
    }
    let isPlain = address.unicodeScalars.allSatisfy {
      ("!"..."~").contains($0) && !"<>()[],;:\\\"".unicodeScalars.contains($0)
    }
    let sides = address.split(separator: "@", omittingEmptySubsequences: false)
    guard isPlain, sides.count == 2, !sides.contains("") else { return nil }
    return String(address)
  }

  /// Whether a text may be an address of a kind that is not tried: quoted, or beyond ASCII.
  package static func isUncommon(_ text: String) -> Bool {
    text.contains("@") && text.utf8.contains { $0 >= 0x80 || $0 == UInt8(ascii: "\"") }
  }
}
