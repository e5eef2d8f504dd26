import Diagnostics
import Terraform

extension Diagnostic {
  /// Without what it says of a secret that stands where it points to, be it only a piece.
  func withoutSecrets(_ places: SecretPlaces) -> Diagnostic {
    let texts = places.texts(at: [span] + related.map(\.span))
    guard !texts.isEmpty else { return self }
    let secrets = texts.sorted().map { SharedRuns($0) }
    func masked(_ text: String) -> String {
      secrets.reduce(text) { $1.masked(in: $0) }
    }
    var diagnostic = Diagnostic(id, severity, masked(message), at: span)
    (diagnostic.label, diagnostic.setting) = (masked(label), setting)
    diagnostic.related = related.map { Label(masked($0.message), $0.span) }
    diagnostic.help = help.map(masked)
    diagnostic.fixes = fixes.map { fix in
      FixIt(masked(fix.summary), fix.edits.map(\.hidden), fix.applicability)
    }
    return diagnostic
  }
}

extension Edit {
  /// The same edit, which no output shows.
  fileprivate var hidden: Edit {
    guard case .text(let text) = replacement else { return self }
    return Edit(span, .secret(Secret(text)))
  }
}

/// What a message shares with a secret.
private struct SharedRuns {
  private let whole: String
  private let secret: [Unicode.Scalar]

  /// A shorter run says nothing.
  private static let shortest = 4

  init(_ secret: String) {
    whole = secret
    // Messages hold no more than a line.
    self.secret = secret.unicodeScalars.prefix(2000).map(\.lowercased)
  }

  func masked(in text: String) -> String {
    let text = Array(
      text.split(separator: "`\(whole)`", omittingEmptySubsequences: false)
        .joined(separator: "`\(Secret.mask)`").unicodeScalars)
    let lower = text.map(\.lowercased)
    var result = String.UnicodeScalarView()
    var place = 0
    while place < text.count {
      let length = longestRun(lower[place...])
      if length < Self.shortest {
        result.append(text[place])
        place += 1
      } else {
        result.append(contentsOf: Secret.mask.unicodeScalars)
        place += length
      }
    }
    return String(result)
  }

  /// The length of the longest piece of the secret that the text begins with.
  private func longestRun(_ text: ArraySlice<Unicode.Scalar>) -> Int {
    secret.indices.reduce(0) { longest, start in
      let length = zip(secret[start...], text).prefix { $0 == $1 }.count
      return max(longest, length)
    }
  }
}

extension Unicode.Scalar {
  /// Of ASCII letters only, which is what rules put into lower case.
  fileprivate var lowercased: Unicode.Scalar {
    ("A"..."Z").contains(self) ? Unicode.Scalar(UInt8(value) | 0x20) : self
  }
}
