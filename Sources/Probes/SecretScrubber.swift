import ConfigSyntax
import Diagnostics
import Settings

/// Replaces secrets in what services answer: some repeat what they got, plainly or encoded.
struct SecretScrubber: Sendable {
  private let forms: [String]

  init(_ secrets: [String]) {
    forms = secrets.flatMap { [$0, PercentEncoding.encode($0), Base64.encode(Array($0.utf8))] }
      .sorted { $0.utf8.count > $1.utf8.count }
  }

  func cleaned(_ text: String) -> String {
    forms.reduce(text) { $0.replacing($1, with: Secret.mask) }
  }
}
