import Diagnostics
import Pipeline
import Secrets

/// Secrets that only one side of a comparison recognises as secret.
struct OneSidedSecrets {
  private let texts: [String]

  init(_ old: Compilation, _ new: Compilation) {
    texts = Self.texts(old).symmetricDifference(Self.texts(new)).sorted {
      ($0.utf8.count, $1) > ($1.utf8.count, $0)
    }
  }

  /// A line with them masked.
  func hidden(in line: String) -> String {
    texts.reduce(line) { $0.replacing($1, with: Secret.mask) }
  }

  /// The hidden texts, line by line; those of up to two bytes would match almost any line.
  private static func texts(_ side: Compilation) -> Set<String> {
    var result: Set<String> = []
    for mask in side.secrets.hidden.all {
      for line in side.sources.text(mask).split(whereSeparator: \.isNewline) {
        let text = line.drop { " \"'".contains($0) }
        let end = text.lastIndex { !" \"',".contains($0) }
        let trimmed = end.map { String(text[...$0]) } ?? ""
        if trimmed.utf8.count > 2 { result.insert(trimmed) }
      }
    }
    return result
  }
}
