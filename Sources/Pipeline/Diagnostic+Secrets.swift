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
///
/// A short run may be one by chance, as `license` is in the password `hunter2license`; it counts
/// where messages show values.
private struct SharedRuns {
  private let secret: [Unicode.Scalar]

  /// Longer than `https://`, which many values begin with.
  private static let longEnough = 9

  init(_ secret: String) {
    // Messages hold no more than a line.
    self.secret = secret.unicodeScalars.prefix(2000).map(\.lowercased)
  }

  func masked(in text: String) -> String {
    let text = Array(text.unicodeScalars)
    let lower = text.map(\.lowercased)
    var result = String.UnicodeScalarView()
    var place = 0
    while place < text.count {
      let end = place + longestRun(lower[place...])
      if isTelling(place..<end, lower) {
        result.append(contentsOf: Secret.mask.unicodeScalars)
        place = end
      } else {
        result.append(text[place])
        place += 1
      }
    }
    return String(result)
  }

  /// Whether the run is long, all of the secret, or stands where values do.
  private func isTelling(_ run: Range<Int>, _ text: [Unicode.Scalar]) -> Bool {
    guard !run.isEmpty else { return false }
    if run.count >= min(Self.longEnough, max(4, secret.count)) { return true }
    let (before, after) = (text[..<run.lowerBound], text[run.upperBound...])
    // One character is what a message says of a text, not the text.
    let isQuoted =
      run.count >= 2 && before.last == "`" && (after.first == "`" || after.first == "…")
    let isAddress = run.count >= 4 && before.suffix(3).elementsEqual("://".unicodeScalars)
    let isLast = after.isEmpty && before.suffix(5).elementsEqual(" not ".unicodeScalars)
    return isQuoted || isAddress || isLast
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
